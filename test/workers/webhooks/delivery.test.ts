import { describe, it } from "vitest";
import { Webhook } from "standardwebhooks";
import { anEndpoint, anEvent } from "./receiver.ts";
import { withEndpoint } from "./with-endpoint.ts";

const hourMs = 3_600_000;
const fails =
  (status = 500, headers: Record<string, string> = {}) =>
  () =>
    new Response("no", { status, headers });

describe("deliveries to an endpoint", () => {
  it("are signed, and carry the event and the endpoint's headers", async ({ expect }) => {
    await withEndpoint({ headers: { "x-team": "orders" } }, async (scene, { secret }) => {
      scene.nowMs = Date.now();
      scene.add("c1", anEvent("evt_a"));
      await scene.run();
      const [request] = scene.received;
      expect(request?.headers.get("x-team")).toBe("orders");
      expect(request?.headers.get("content-type")).toBe("application/json");
      const headers = Object.fromEntries(request?.headers ?? []);
      expect(new Webhook(secret).verify(request?.body ?? "", headers)).toEqual(anEvent("evt_a"));
      expect(scene.backlog.waiting).toBe(0);
    });
  });

  it("happen once for a chunk that is handed over twice, also after a restart", async ({ expect }) => {
    await withEndpoint({}, async (scene, { restart }) => {
      scene.add("c1", anEvent("evt_a"), anEvent("evt_b"));
      scene.add("c1", anEvent("evt_a"), anEvent("evt_b"));
      await scene.run();
      scene.add("c1", anEvent("evt_a"), anEvent("evt_b"));
      await scene.run();
      const again = restart();
      again.add("c1", anEvent("evt_a"), anEvent("evt_b"));
      await again.run();
      expect([...scene.ids, ...again.ids]).toEqual(["evt_a", "evt_b"]);
    });
  });

  it("are tried on the schedule, then given up and kept for a replay", async ({ expect }) => {
    await withEndpoint({}, async (scene) => {
      scene.answer = fails();
      scene.add("c1", anEvent("evt_a"));
      await scene.run();
      const waits = [5_000, 300_000, 1_800_000, 2, 5, 10, 14, 20, 24].map((wait) =>
        wait < 1_000 ? wait * hourMs : wait,
      );
      for (const [index, waitMs] of waits.entries()) {
        await scene.after(waitMs - 1);
        expect(scene.received).toHaveLength(index + 1);
        await scene.after(1);
        expect(scene.received).toHaveLength(index + 2);
      }
      expect(scene.backlog.waiting).toBe(0);
      expect(scene.log.list(null, 1).items[0]).toMatchObject({
        attempt: 10,
        outcome: "given_up",
        nextAttemptAtMs: null,
      });
      scene.answer = () => new Response("ok");
      expect(scene.backlog.takeBack(0, "rpl_1", scene.nowMs)).toBe(1);
      await scene.run();
      expect(scene.received).toHaveLength(11);
      expect(scene.backlog.waiting).toBe(0);
    });
  });

  it("remember across a restart what is done and what is put off", async ({ expect }) => {
    await withEndpoint({ concurrency: 1 }, async (scene, { restart }) => {
      scene.answer = ({ id }) => new Response(null, { status: id === "evt_b" ? 500 : 200 });
      scene.add("c1", anEvent("evt_a"), anEvent("evt_b"), anEvent("evt_c"));
      await scene.run();
      const again = restart();
      expect(again.backlog.waiting).toBe(1);
      await again.run();
      expect(again.ids).toEqual([]);
      expect(again.wakesAtMs).toBe(again.nowMs + 5_000);
      await again.after(5_000);
      expect(again.ids).toEqual(["evt_b"]);
      expect(again.backlog.waiting).toBe(0);
    });
  });

  it("go again after a crash that came before what they came to was written", async ({ expect }) => {
    await withEndpoint({}, async (scene, { restart }) => {
      scene.answer = () => new Promise<Response>(() => undefined);
      scene.add("c1", anEvent("evt_a"));
      scene.deliverer.kick();
      await scheduler.wait(5);
      const again = restart();
      await again.run();
      expect([scene.ids, again.ids]).toEqual([["evt_a"], ["evt_a"]]);
    });
  });

  it("keep the order of one message, and let others pass", async ({ expect }) => {
    await withEndpoint({}, async (scene) => {
      scene.answer = ({ id }, attempt) => new Response(null, { status: id === "evt_1a" && attempt < 3 ? 500 : 200 });
      scene.add("c1", anEvent("evt_1a", "m1"), anEvent("evt_2a", "m2"), anEvent("evt_1b", "m1"));
      scene.add("c2", anEvent("evt_1c", "m1"), anEvent("evt_3a", "m3"));
      await scene.run();
      expect(scene.ids).toEqual(["evt_1a", "evt_2a", "evt_3a"]);
      await scene.after(5_000);
      await scene.after(300_000);
      expect(scene.ids.slice(3)).toEqual(["evt_1a", "evt_1a", "evt_1b", "evt_1c"]);
    });
  });

  it("are no more at once than the endpoint takes", async ({ expect }) => {
    await withEndpoint({ concurrency: 3 }, async (scene) => {
      scene.answer = async () => {
        await scheduler.wait(2);
        return new Response("ok");
      };
      scene.add("c1", ...Array.from({ length: 20 }, (_, index) => anEvent(`evt_${index}`)));
      await scene.run();
      expect(scene.received).toHaveLength(20);
      expect(scene.mostOut).toBe(3);
    });
  });

  it("wait as long as a Retry-After says, all of them", async ({ expect }) => {
    await withEndpoint({ concurrency: 1 }, async (scene) => {
      scene.answer = (_request, attempt) =>
        scene.received.length === 1
          ? new Response(null, { status: 429, headers: { "retry-after": "60" } })
          : new Response(`${attempt}`);
      scene.add("c1", anEvent("evt_a"), anEvent("evt_b"));
      await scene.run();
      expect(scene.ids).toEqual(["evt_a"]);
      expect(scene.wakesAtMs).toBe(scene.nowMs + 30_000);
      await scene.after(59_000);
      expect(scene.ids).toEqual(["evt_a"]);
      await scene.after(1_000);
      expect(scene.ids.toSorted()).toEqual(["evt_a", "evt_a", "evt_b"]);
    });
  });

  it("stop for a while when the endpoint fails all the time, without spending attempts", async ({ expect }) => {
    await withEndpoint({ concurrency: 1 }, async (scene) => {
      scene.answer = fails(502);
      scene.add("c1", ...Array.from({ length: 50 }, (_, index) => anEvent(`evt_${index}`)));
      await scene.run();
      expect(scene.received).toHaveLength(10);
      scene.answer = () => new Response("ok");
      await scene.after(4_000);
      expect(scene.received).toHaveLength(10);
      await scene.after(1_000);
      expect(scene.backlog.waiting).toBe(0);
      expect(scene.received).toHaveLength(60);
    });
  });

  it("go on where the 410 came from the address it had before", async ({ expect }) => {
    const { endpoint } = await anEndpoint({ version: 2, url: "https://example.com/new" });
    await withEndpoint({}, async (scene) => {
      scene.answer = () => {
        scene.configuration.put(endpoint);
        return new Response("gone", { status: 410 });
      };
      scene.add("c1", anEvent("evt_a"));
      await scene.run();
      expect(scene.stops).toEqual([]);
      scene.answer = () => new Response("ok");
      await scene.after(5_000);
      expect(scene.backlog.waiting).toBe(0);
    });
  });

  it("end at a 410, and after five days of nothing but failures", async ({ expect }) => {
    await withEndpoint({}, async (scene) => {
      scene.answer = fails(410);
      scene.add("c1", anEvent("evt_a"));
      await scene.run();
      expect(scene.stops).toEqual(["gone"]);
      scene.add("c2", anEvent("evt_b"));
      await scene.after(24 * hourMs);
      expect(scene.ids).toEqual(["evt_a"]);
    });
    await withEndpoint({}, async (scene, { restart }) => {
      scene.answer = fails(500);
      for (let day = 0; day < 5; day++) {
        scene.add(`c${day}`, anEvent(`evt_${day}`));
        await scene.after(24 * hourMs - 1);
        expect(scene.stops).toEqual([]);
      }
      const again = restart();
      again.answer = fails(500);
      again.add("c9", anEvent("evt_9"));
      await again.after(24 * hourMs + 5);
      expect(again.stops).toEqual(["failing"]);
    });
  });

  it("begin the five days anew with every success", async ({ expect }) => {
    await withEndpoint({}, async (scene) => {
      for (let day = 0; day < 9; day++) {
        scene.answer = day === 4 ? () => new Response("ok") : fails(500);
        scene.add(`c${day}`, anEvent(`evt_${day}`));
        await scene.after(24 * hourMs);
      }
      expect(scene.stops).toEqual([]);
    });
  });

  it("tell what came of each, with the beginning of the response", async ({ expect }) => {
    await withEndpoint({ concurrency: 1 }, async (scene) => {
      scene.answer = ({ id }) => {
        if (id === "evt_a")
          return new Response("x".repeat(5_000), { status: 302, headers: { location: "http://10.0.0.1/" } });
        throw new TypeError("connection refused");
      };
      scene.add("c1", anEvent("evt_a"), anEvent("evt_b"));
      await scene.run();
      const { items, next } = scene.log.list(null, 1);
      expect(items[0]).toMatchObject({
        eventIds: ["evt_b"],
        status: null,
        error: "connection refused",
        outcome: "failed",
      });
      const [older] = scene.log.list(next, 1).items;
      expect(older).toMatchObject({
        eventIds: ["evt_a"],
        status: 302,
        attempt: 1,
        nextAttemptAtMs: scene.nowMs + 5_000,
      });
      expect(older?.response).toBe("x".repeat(1_024));
      expect(scene.received).toHaveLength(2);
    });
  });

  it("have a bounded backlog: the oldest that were not tried are given up", async ({ expect }) => {
    await withEndpoint(
      {},
      async (scene, { restart }) => {
        scene.answer = fails();
        const chunk = (name: string) => [anEvent(`evt_${name}1`), anEvent(`evt_${name}2`)];
        scene.add("a", ...chunk("a"));
        await scene.run();
        for (const name of "bcdef") scene.add(name, ...chunk(name));
        expect(scene.backlog.trim()).toBe(6);
        expect(scene.backlog.waiting).toBe(6);
        const again = restart();
        expect(again.backlog.waiting).toBe(6);
        await again.after(300_000);
        await again.after(300_000);
        expect([...new Set(again.ids)].toSorted()).toEqual([
          "evt_a1",
          "evt_a2",
          "evt_e1",
          "evt_e2",
          "evt_f1",
          "evt_f2",
        ]);
      },
      { events: 6, window: 2 },
    );
  });
});
