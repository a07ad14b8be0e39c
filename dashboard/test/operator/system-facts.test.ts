import { expect, test } from "vitest";
import { middlesOf, stackPx } from "../../src/pages/operator/system/map-wires.ts";
import { carrierFacts, systemTotals } from "../../src/pages/operator/system/system-facts.ts";
import { ratesOf } from "../../src/pages/operator/system/use-rates.ts";
import { snapshotOf, type System } from "../../src/pages/operator/system/use-system.ts";
import type { CarrierSnapshot } from "#live";

const nowMs = Date.parse("2026-11-21T14:00:00Z");

const frame: CarrierSnapshot = {
  carrierId: "one",
  atMs: nowMs,
  state: "up",
  sinceMs: null,
  waitingTexts: 100,
  oldestWaitingAtMs: nowMs - 90_000,
  delayedTexts: 20,
  movingTexts: 0,
  segmentsInFlight: 50,
  windowSize: 100,
  parkedReceipts: 0,
  agreedPerSecond: 80,
  allowedPerSecond: 20,
  breaker: "closed",
  binds: [
    { id: "b1", state: "bound", sinceMs: nowMs, reason: null, connectorId: "bogota-1", windowSize: 100 },
    { id: "b2", state: "down", sinceMs: null, reason: "refused", connectorId: null, windowSize: 100 },
  ],
  links: [{ connectorId: "bogota-1", sinceMs: nowMs, bindIds: ["b1"] }],
};
const carrier = { id: "one", name: "Operator one", now: snapshotOf(frame) };

test("a frame says the same as the API", () => {
  expect(carrier.now).toMatchObject({
    at: "2026-11-21T14:00:00.000Z",
    since: null,
    oldestWaitingAt: "2026-11-21T13:58:30.000Z",
    binds: [{ id: "b1", connector: "bogota-1", since: "2026-11-21T14:00:00.000Z" }, { connector: null }],
    links: [{ connector: "bogota-1", binds: ["b1"] }],
  });
  expect(carrier.now).not.toHaveProperty("carrierId");
});

test("a carrier is told by how full it is, how fast it may go, and what waits", () => {
  expect(carrierFacts(carrier, nowMs)).toEqual({
    boundBinds: 1,
    binds: 2,
    windowFill: 0.25,
    paceFill: 0.25,
    backlog: 120,
    oldestMs: 90_000,
  });
});

test("a carrier that has told nothing counts for nothing", () => {
  const silent = { id: "two", name: "Two", now: null };
  expect(carrierFacts(silent, nowMs)).toMatchObject({ binds: 0, windowFill: null, oldestMs: null });
  const system = { carriers: [carrier, silent] } as unknown as System;
  expect(systemTotals(system, nowMs)).toEqual({
    carriersUp: 1,
    waitingTexts: 120,
    segmentsInFlight: 50,
    oldestMs: 90_000,
  });
});

test("what left by a carrier in a minute is told by the second", () => {
  const rates = ratesOf([
    { status: "queued", carrier: "one", messages: 30, segments: 60 },
    { status: "sent", carrier: "one", messages: 30, segments: 60 },
    { status: "sent", carrier: null, messages: 1, segments: 1 },
    { status: "delivered", carrier: "one", messages: 30, segments: 60 },
  ]);
  expect(rates.acceptedPerMinute).toBe(30);
  expect([...rates.sentPerSecond]).toEqual([["one", 1]]);
});

test("boxes are centred in their column", () => {
  expect(stackPx([84, 84], 14)).toBe(182);
  expect(middlesOf([84, 84], 14, 300)).toEqual([101, 199]);
  expect(middlesOf([], 14, 300)).toEqual([]);
});
