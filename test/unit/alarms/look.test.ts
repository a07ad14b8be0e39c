import { describe, expect, test } from "vitest";
import { type LookAt, look } from "../../../src/alarms/look.ts";
import { sumTraffic } from "../../../src/alarms/observe-delivery.ts";
import { raisedLimit } from "../../../src/alarms/evaluate-all.ts";
import { withOverrides } from "../../../src/alarms/rules.ts";
import { nothingSeen, readObservations } from "../../../src/alarms/sample.ts";
import { thinOut } from "../../../src/alarms/thin-out.ts";

let made = 0;
const nowMs = 1_000_000 * 60_000;

function lookAt(at: Partial<LookAt> = {}) {
  return look({
    minute: 1_000_000,
    nowMs,
    previous: nothingSeen,
    settings: withOverrides({ delivery_rate: { raiseAfterMinutes: 1 }, carrier_down: { raiseAfterMinutes: 1 } }),
    window: [],
    traffic: {},
    trafficTo: 999_998,
    baselines: {},
    carriers: [],
    clocks: [],
    deadLetters: 0,
    signals: {},
    silences: [],
    newAlarmId: () => `alarm ${(made += 1)}`,
    ...at,
  });
}

const carrier = { carrierId: "one", state: "up", oldestWaitingAtMs: null, driftedAtMs: null } as const;

describe("the delivery rate", () => {
  const baselines = { "carrier/one": [950, 1_000], "account/small": [95, 100] } satisfies LookAt["baselines"];

  test("is held against its own baseline, over the whole window", () => {
    const { outcome, observations } = lookAt({
      window: [{ "carrier/one": [20, 40] }, { "carrier/one": [10, 20] }],
      traffic: { "carrier/one": [10, 20] },
      baselines,
    });
    expect(observations.delivery_rate).toEqual({ "carrier/one": { value: 45, baseline: 95, volume: 80 } });
    expect(outcome.raised).toMatchObject([{ rule: "delivery_rate", subject: "carrier/one" }]);
  });

  test("says nothing below its minimum volume, lately or in the baseline", () => {
    const few = lookAt({ traffic: { "account/small": [0, 49] }, baselines });
    const unknown = lookAt({ traffic: { "account/new": [0, 500] }, baselines: { "account/new": [0, 0] } });
    expect([few.outcome.raised, unknown.outcome.raised]).toEqual([[], []]);
  });

  test("that is better than usual is no drop", () => {
    expect(lookAt({ traffic: { "carrier/one": [100, 100] }, baselines }).observations.delivery_rate).toEqual({
      "carrier/one": { value: 0, baseline: 95, volume: 100 },
    });
  });
});

test("carriers are seen as they told, by the clock of the look", () => {
  const { observations } = lookAt({
    carriers: [
      carrier,
      { ...carrier, carrierId: "two", state: "open", oldestWaitingAtMs: nowMs - 90_000, driftedAtMs: nowMs - 60_000 },
      { ...carrier, carrierId: "off", state: "disabled", driftedAtMs: nowMs - 7_200_000 },
      { ...carrier, carrierId: "slow", state: "throttled" },
    ],
    clocks: [{ connectorId: "bogota-1", skewMs: -6_540 }],
  });
  const valuesOf = (rule: "carrier_down" | "throttled" | "backlog_age" | "receipt_drift" | "clock_skew") =>
    Object.fromEntries(Object.entries(observations[rule] ?? {}).map(([subject, { value }]) => [subject, value]));
  expect(valuesOf("carrier_down")).toEqual({ "carrier/one": 0, "carrier/two": 1, "carrier/off": 0, "carrier/slow": 0 });
  expect(valuesOf("throttled")).toMatchObject({ "carrier/one": 0, "carrier/slow": 1 });
  expect(valuesOf("backlog_age")).toMatchObject({ "carrier/one": 0, "carrier/two": 90 });
  expect(valuesOf("receipt_drift")).toMatchObject({ "carrier/two": 1, "carrier/off": 0 });
  expect(valuesOf("clock_skew")).toEqual({ "connector/bogota-1": 6.5 });
});

test("a look goes on from what the one before stored, as JSON", () => {
  const first = lookAt({ carriers: [{ ...carrier, state: "unbound" }] });
  const stored = JSON.parse(JSON.stringify(first.sample)) as typeof first.sample;
  expect(readObservations(stored.values)).toMatchObject({ carrier_down: { "carrier/one": { value: 1 } } });
  const minutes = Array.from({ length: 3 }, (_, index) => 1_000_001 + index);
  let previous = stored;
  const cleared = minutes.flatMap((minute) => {
    const next = lookAt({ minute, nowMs: minute * 60_000, previous, carriers: [carrier] });
    previous = next.sample;
    return next.outcome.cleared;
  });
  expect(cleared.map(({ state }) => state.alarmId)).toEqual(first.outcome.raised.map(({ state }) => state.alarmId));
  expect(previous.states).toEqual({});
});

test("what an account told of is over when nothing says it any more", () => {
  const first = lookAt({ signals: { webhook_disabled: { "endpoint/acc/whe": { value: 1 } } } });
  expect(first.outcome.raised).toHaveLength(1);
  const next = lookAt({ minute: 1_000_001, previous: first.sample });
  expect(next.outcome.cleared).toMatchObject([{ subject: "endpoint/acc/whe", reason: "recovered" }]);
});

test("there is a limit to alarms that are raised at once", () => {
  const carriers = Array.from({ length: raisedLimit + 20 }, (_, index) => ({
    ...carrier,
    carrierId: `c${index}`,
    state: "unbound" as const,
  }));
  const { outcome } = lookAt({ carriers });
  expect([outcome.raised.length, outcome.notices.length, outcome.leftOut]).toEqual([raisedLimit, raisedLimit, 20]);
});

test("traffic of looks adds up by subject", () => {
  expect(sumTraffic([{ a: [1, 2] }, { a: [3, 4], b: [5, 6] }])).toEqual({ a: [4, 6], b: [5, 6] });
});

test("a long graph keeps its peak", () => {
  const points = Array.from({ length: 1_000 }, (_, minute): [number, number] => [minute, minute === 500 ? 9 : 1]);
  const thin = thinOut(points);
  expect(thin.length).toBeLessThanOrEqual(360);
  expect(thin).toContainEqual([500, 9]);
});
