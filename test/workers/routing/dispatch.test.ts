import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";
import { makeCarrier } from "../support/scene.ts";
import { clearRoutes, deliver, messageRow, newConsumer, storeRoutes, textsAt, waitingAt } from "./scene.ts";

const startMs = Date.UTC(2026, 10, 21, 10);
const colombia = { to: "+573001234567" };
const germany = { to: "+4915112345678" };

/** Colombia to one carrier, everything else to another. */
function byPrefix(colombian: string, other: string): unknown[] {
  return [
    { id: "colombia", match: { destinationPrefixes: ["57"] }, targets: [{ carrierId: colombian }] },
    { id: "rest", targets: [{ carrierId: other }] },
  ];
}

beforeEach(clearRoutes);

describe("dispatch", () => {
  it("sends every text to the default carrier where there are no routes", async ({ expect }) => {
    await makeCarrier({ id: env.DEFAULT_CARRIER_ID });
    const texts = textsAt(startMs, colombia, germany);
    expect(
      await deliver(
        newConsumer(() => startMs),
        texts,
      ),
    ).toBe(true);
    expect(await waitingAt(env.DEFAULT_CARRIER_ID)).toBe(2);
    expect(await messageRow(texts[0]?.id ?? "")).toMatchObject({ carrier_id: env.DEFAULT_CARRIER_ID });
  });

  it("shares a chunk among carriers and lanes, and takes it once when it comes twice", async ({ expect }) => {
    const [one, two] = [await makeCarrier(), await makeCarrier()];
    await storeRoutes(byPrefix(one, two), startMs);
    const texts = textsAt(startMs + 1, colombia, germany, { ...colombia, lane: "otp" }, germany);
    for (let delivery = 0; delivery < 2; delivery++) {
      expect(
        await deliver(
          newConsumer(() => startMs + 10),
          texts,
        ),
      ).toBe(true);
      expect([await waitingAt(one), await waitingAt(two)]).toEqual([2, 2]);
    }
    const carriers = await Promise.all(texts.map(async ({ id }) => (await messageRow(id))?.["carrier_id"]));
    expect(carriers).toEqual([one, two, one, two]);
    expect(await messageRow(texts[2]?.id ?? "")).toMatchObject({ lane: "otp", status: "queued", body: "hola" });
  });

  it("goes by the routes of the moment a text was accepted, however late it is delivered again", async ({ expect }) => {
    const [one, two] = [await makeCarrier(), await makeCarrier()];
    await storeRoutes([{ id: "all", targets: [{ carrierId: one }] }], startMs);
    const texts = textsAt(startMs + 5_000, colombia, colombia);
    await deliver(
      newConsumer(() => startMs + 6_000),
      texts,
    );
    await storeRoutes([{ id: "all", targets: [{ carrierId: two }] }], startMs + 20_000);
    await deliver(
      newConsumer(() => startMs + 60_000),
      texts,
    );
    expect([await waitingAt(one), await waitingAt(two)]).toEqual([2, 0]);
    await deliver(
      newConsumer(() => startMs + 60_000),
      textsAt(startMs + 20_000, colombia),
    );
    expect([await waitingAt(one), await waitingAt(two)]).toEqual([2, 1]);
  });

  it("routes each text of a chunk by its own moment", async ({ expect }) => {
    const [one, two] = [await makeCarrier(), await makeCarrier()];
    await storeRoutes([{ id: "all", targets: [{ carrierId: one }] }], startMs);
    await storeRoutes([{ id: "all", targets: [{ carrierId: two }] }], startMs + 100);
    const texts = [...textsAt(startMs + 99, colombia, colombia), ...textsAt(startMs + 100, colombia)];
    await deliver(
      newConsumer(() => startMs + 200),
      texts,
    );
    expect([await waitingAt(one), await waitingAt(two)]).toEqual([2, 1]);
  });

  it("has heard of a version before the first text of its time, though it asks only every 5 s", async ({ expect }) => {
    const [one, two] = [await makeCarrier(), await makeCarrier()];
    await storeRoutes([{ id: "all", targets: [{ carrierId: one }] }], startMs);
    let nowMs = startMs + 1_000;
    const consumer = newConsumer(() => nowMs);
    await deliver(consumer, textsAt(nowMs, colombia));
    await storeRoutes([{ id: "all", targets: [{ carrierId: two }] }], nowMs + 10_000);
    nowMs += 4_999;
    await deliver(consumer, textsAt(nowMs, colombia));
    expect([await waitingAt(one), await waitingAt(two)]).toEqual([2, 0]);
    nowMs = startMs + 11_000;
    await deliver(consumer, textsAt(nowMs, colombia));
    expect([await waitingAt(one), await waitingAt(two)]).toEqual([2, 1]);
  });

  it("knows a text's version even where the clock that accepted it runs ahead", async ({ expect }) => {
    const [one, two] = [await makeCarrier(), await makeCarrier()];
    await storeRoutes([{ id: "all", targets: [{ carrierId: one }] }], startMs);
    const consumer = newConsumer(() => startMs);
    await deliver(consumer, textsAt(startMs, colombia));
    await storeRoutes([{ id: "all", targets: [{ carrierId: two }] }], startMs + 6_000);
    await deliver(consumer, textsAt(startMs + 6_000, colombia));
    expect([await waitingAt(one), await waitingAt(two)]).toEqual([1, 1]);
  });

  it("draws weighted carriers the same way again", async ({ expect }) => {
    const [one, two] = [await makeCarrier(), await makeCarrier()];
    const targets = [one, two].map((carrierId) => ({ carrierId, weight: 1 }));
    await storeRoutes([{ id: "half", strategy: "weight", targets }], startMs);
    const texts = textsAt(startMs, ...Array.from({ length: 60 }, () => colombia));
    await deliver(
      newConsumer(() => startMs),
      texts,
    );
    const shares = [await waitingAt(one), await waitingAt(two)];
    expect(Math.min(...shares)).toBeGreaterThan(10);
    await deliver(
      newConsumer(() => startMs),
      texts,
    );
    expect([await waitingAt(one), await waitingAt(two)]).toEqual(shares);
  });

  it("records a text that no rule takes as failed, and confirms its chunk with the others", async ({ expect }) => {
    const one = await makeCarrier();
    await storeRoutes(
      [{ id: "colombia", match: { destinationPrefixes: ["57"] }, targets: [{ carrierId: one }] }],
      startMs,
    );
    const texts = textsAt(startMs, colombia, { ...germany, clientReference: "o-1" });
    for (const nowMs of [startMs + 5, startMs + 20_000]) {
      expect(
        await deliver(
          newConsumer(() => nowMs),
          texts,
        ),
      ).toBe(true);
    }
    expect(await waitingAt(one)).toBe(1);
    const row = await messageRow(texts[1]?.id ?? "");
    expect(row).toMatchObject({
      status: "failed",
      status_rank: 4,
      error_code: "no_route",
      carrier_id: "",
      recipient: germany.to,
      client_reference: "o-1",
    });
    expect(JSON.parse(String(row?.["timeline"]))).toEqual({
      failed: { type: "failed", atMs: startMs + 5, errorCode: "no_route", reason: "no_rule" },
    });
  });
});
