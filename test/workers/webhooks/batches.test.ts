import { describe, it } from "vitest";
import { Webhook } from "standardwebhooks";
import { anEvent } from "./receiver.ts";
import { withEndpoint } from "./with-endpoint.ts";

const someEvents = (count: number, name = "") =>
  Array.from({ length: count }, (_, index) => anEvent(`evt_${name}${index}`));
const fails = (status: number) => () => new Response("no", { status });
const never = () => new Promise<Response>(() => undefined);

describe("batches", () => {
  it("have up to maxBatch events, one signature and an id of their own", async ({ expect }) => {
    await withEndpoint({ maxBatch: 4, concurrency: 1 }, async (scene, { secret }) => {
      scene.nowMs = Date.now();
      scene.add("c1", ...someEvents(6));
      await scene.run();
      expect(scene.batches()).toEqual([
        ["evt_0", "evt_1", "evt_2", "evt_3"],
        ["evt_4", "evt_5"],
      ]);
      const [first] = scene.received;
      expect(new Webhook(secret).verify(first?.body ?? "", Object.fromEntries(first?.headers ?? []))).toEqual({
        type: "batch",
        timestamp: new Date(scene.nowMs).toISOString(),
        data: someEvents(6).slice(0, 4),
      });
      expect(new Set(scene.ids).size).toBe(2);
      expect(scene.ids.every((id) => /^whb_[0-9A-Z]{26}$/.test(id))).toBe(true);
      expect(scene.log.list(null, 10).items.map(({ webhookId, eventIds }) => [webhookId, eventIds])).toEqual(
        scene
          .batches()
          .map((ids, index) => [scene.ids[index], ids])
          .toReversed(),
      );
      expect(scene.backlog.waiting).toBe(0);
    });
  });

  it("are the same to the octet whenever they are tried again, whatever has come since", async ({ expect }) => {
    await withEndpoint({ maxBatch: 10, concurrency: 1 }, async (scene, { restart }) => {
      scene.answer = fails(500);
      scene.add("c1", ...someEvents(3, "a"));
      await scene.run();
      scene.add("c2", ...someEvents(2, "b"));
      await scene.after(5_000);
      const again = restart();
      expect(again.backlog.waiting).toBe(5);
      again.add("c3", ...someEvents(1, "c"));
      await again.after(300_000);
      const requests = [...scene.received, ...again.received];
      const byId = Map.groupBy(requests, ({ id }) => id);
      expect(Array.from(byId.values(), (same) => new Set(same.map(({ body }) => body)).size)).toEqual([1, 1, 1]);
      expect(new Set(again.batches())).toEqual(
        new Set([["evt_a0", "evt_a1", "evt_a2"], ["evt_b0", "evt_b1"], ["evt_c0"]]),
      );
      expect(again.backlog.waiting).toBe(0);
    });
  });

  it("are the same after a crash that came before what they came to was written", async ({ expect }) => {
    await withEndpoint({ maxBatch: 10 }, async (scene, { restart }) => {
      scene.answer = never;
      scene.add("c1", ...someEvents(2));
      scene.deliverer.kick();
      await scheduler.wait(5);
      const again = restart();
      again.add("c2", ...someEvents(2, "b"));
      await again.run();
      const same = again.received.find(({ id }) => id === scene.ids[0]);
      expect(same?.body).toBe(scene.received[0]?.body);
      expect(new Set(again.batches())).toEqual(
        new Set([
          ["evt_0", "evt_1"],
          ["evt_b0", "evt_b1"],
        ]),
      );
      expect(restart().backlog.waiting).toBe(0);
    });
  });

  it("keep the order of a message: in one batch, or one after the other", async ({ expect }) => {
    await withEndpoint({ maxBatch: 3 }, async (scene) => {
      scene.answer = (_request, attempt) => new Response(null, { status: attempt === 1 ? 500 : 200 });
      const ofOne = ["1a", "1b", "1c", "1d"].map((name) => anEvent(`evt_${name}`, "m1"));
      scene.add("c1", ...ofOne, anEvent("evt_2a", "m2"));
      await scene.run();
      expect(scene.batches()).toEqual([["evt_1a", "evt_1b", "evt_1c"], ["evt_2a"]]);
      await scene.after(5_000);
      expect(scene.batches().slice(2)).toEqual([["evt_1a", "evt_1b", "evt_1c"], ["evt_2a"], ["evt_1d"]]);
    });
  });

  it("wait until they are full, or for maxBatchWaitMs", async ({ expect }) => {
    await withEndpoint({ maxBatch: 3, maxBatchWaitMs: 1_000 }, async (scene) => {
      scene.add("c1", ...someEvents(2, "a"));
      await scene.run();
      expect(scene.received).toHaveLength(0);
      await scene.after(600);
      scene.add("c2", ...someEvents(2, "b"));
      await scene.run();
      expect(scene.batches()).toEqual([["evt_a0", "evt_a1", "evt_b0"]]);
      await scene.after(999);
      expect(scene.received).toHaveLength(1);
      await scene.after(1);
      expect(scene.batches().slice(1)).toEqual([["evt_b1"]]);
    });
  });

  it("go by themselves when they have waited for long enough", async ({ expect }) => {
    await withEndpoint({ maxBatch: 3, maxBatchWaitMs: 1_000 }, async (scene) => {
      const startedAtMs = scene.nowMs;
      scene.letsTimePass = true;
      scene.add("c1", ...someEvents(2));
      scene.deliverer.kick();
      while (scene.backlog.waiting > 0) await scheduler.wait(5);
      expect(scene.batches()).toEqual([["evt_0", "evt_1"]]);
      expect(scene.nowMs - startedAtMs).toBe(1_000);
    });
  });

  it("have at most 256 KiB, in any script", async ({ expect }) => {
    await withEndpoint({ maxBatch: 100 }, async (scene) => {
      const events = someEvents(60).map((event) => ({ ...event, data: { ...event.data, text: "漢".repeat(2_000) } }));
      scene.add("c1", ...events, { ...anEvent("evt_huge"), data: { text: "漢".repeat(100_000) } });
      await scene.run();
      const sizes = scene.received.map(({ body }) => new TextEncoder().encode(body).length);
      expect(scene.batches().flat()).toHaveLength(61);
      expect(scene.batches().at(-1)).toEqual(["evt_huge"]);
      expect(sizes).toHaveLength(3);
      expect(Math.max(...sizes.slice(0, -1))).toBeLessThanOrEqual(262_144);
    });
  });

  it("have an event once, also where a replay brings it while it waits", async ({ expect }) => {
    await withEndpoint({ maxBatch: 10, concurrency: 1 }, async (scene) => {
      scene.add("c1", ...someEvents(2));
      scene.add("rpl_1", ...someEvents(2));
      await scene.run();
      expect(scene.batches()).toEqual([
        ["evt_0", "evt_1"],
        ["evt_0", "evt_1"],
      ]);
      expect(scene.backlog.waiting).toBe(0);
    });
  });
});

describe("a batch that fails", () => {
  it("is given up as a whole, and each of its events can be replayed", async ({ expect }) => {
    await withEndpoint({ maxBatch: 10 }, async (scene) => {
      scene.answer = fails(500);
      scene.add("c1", ...someEvents(3));
      await scene.run();
      for (const hours of [0.01, 0.1, 0.5, 2, 5, 10, 14, 20, 24]) await scene.after(hours * 3_600_000);
      expect(scene.backlog.waiting).toBe(0);
      expect(scene.log.list(null, 1).items[0]).toMatchObject({ events: 3, attempt: 10, outcome: "given_up" });
      scene.answer = () => new Response("ok");
      expect(scene.backlog.takeBack(0, "rpl_1", scene.nowMs)).toBe(3);
      await scene.run();
      expect(scene.batches().at(-1)?.toSorted()).toEqual(["evt_0", "evt_1", "evt_2"]);
      expect(scene.ids.at(-1)).not.toBe(scene.ids[0]);
    });
  });

  it("with 410 ends the deliveries, and goes first when they begin again", async ({ expect }) => {
    await withEndpoint({ maxBatch: 2, concurrency: 1 }, async (scene, { change }) => {
      scene.answer = fails(410);
      scene.add("c1", ...someEvents(2));
      await scene.run();
      expect(scene.stops).toEqual(["gone"]);
      scene.add("c2", ...someEvents(2, "b"));
      await scene.after(5_000);
      expect(scene.received).toHaveLength(1);
      scene.answer = () => new Response("ok");
      change({});
      await scene.run();
      expect(scene.ids.slice(0, 2)).toEqual([scene.ids[0], scene.ids[0]]);
      expect(scene.backlog.waiting).toBe(0);
    });
  });

  it("goes at once where its endpoint asks for what failed", async ({ expect }) => {
    await withEndpoint({ maxBatch: 2 }, async (scene) => {
      scene.answer = (_request, attempt) => new Response(null, { status: attempt === 1 ? 500 : 200 });
      scene.add("c1", ...someEvents(2));
      await scene.run();
      scene.backlog.hurry(scene.nowMs);
      scene.window.hurry(scene.nowMs);
      await scene.run();
      expect(scene.ids).toEqual([scene.ids[0], scene.ids[0]]);
      expect(scene.backlog.waiting).toBe(0);
    });
  });

  it("goes apart where the endpoint takes no batches of its size any more; no attempt is forgotten", async ({
    expect,
  }) => {
    await withEndpoint({ maxBatch: 3, concurrency: 1 }, async (scene, { change, restart }) => {
      scene.answer = fails(500);
      scene.add("c1", anEvent("evt_1a", "m1"), anEvent("evt_1b", "m1"), anEvent("evt_2a", "m2"));
      await scene.run();
      change({ maxBatch: 1 });
      await scene.after(5_000);
      expect(scene.ids.slice(1)).toEqual(["evt_1a", "evt_2a"]);
      expect(scene.received[1]?.body).toBe(JSON.stringify(anEvent("evt_1a", "m1")));
      expect(scene.log.list(null, 1).items[0]).toMatchObject({ attempt: 2 });
      const again = restart();
      await again.after(300_000);
      expect(again.ids).toEqual(["evt_1a", "evt_2a", "evt_1b"]);
      expect(again.log.list(null, 3).items.map(({ attempt }) => attempt)).toEqual([2, 3, 3]);
      expect(again.backlog.waiting).toBe(0);
    });
  });
});
