import { expect, test } from "vitest";
import type { HeldSubmit } from "../../../connector/bind.ts";
import type { CarrierBind, CarrierBindOptions } from "../../../connector/carrier-bind.ts";
import { createMeasuredBind } from "../../../connector/metrics-bind.ts";
import { carrierTally, otherStatus, ResponseTimes, responseTimeBucketsMs } from "../../../connector/metrics-tally.ts";
import { bindConfig } from "../link/harness.ts";

/** Nothing here looks into a submit. */
const submit = {} as HeldSubmit;

interface Token {
  number: number;
}

/** A bind that hands over nothing, between the code that submits and the test. */
function measuredBind(carrierId: string, clock: () => number = () => 0, mode?: "receiver") {
  const options: CarrierBindOptions<Token> = {
    now: Date.now,
    random: Math.random,
    log: { info: () => undefined, warn: () => undefined },
    onState: () => undefined,
    onResult: () => undefined,
    onLateResult: () => undefined,
    onDeliver: () => undefined,
    onReady: () => undefined,
  };
  let inner = options;
  const config = bindConfig(1, mode === undefined ? {} : { mode });
  const bare: CarrierBind<Token> = {
    start: () => undefined,
    freeSlots: () => 1,
    prepare: () => () => undefined,
    reconfigure: () => true,
    stop: () => Promise.resolve(),
  };
  const create = (_config: unknown, given: CarrierBindOptions<Token>): CarrierBind<Token> => {
    inner = given;
    return bare;
  };
  const bind = createMeasuredBind<Token>(carrierId, config, options, create, clock);
  const send = (token: Token): void => {
    const prepared = bind.prepare(submit);
    if (typeof prepared === "function") prepared(token);
  };
  return { bind, bare, config, options, send, inner };
}

test("response times fall into the class they end in, bounds included", () => {
  const times = new ResponseTimes();
  for (const elapsedMs of [0, 1, 1.01, 60_000, 60_001]) {
    times.observe(elapsedMs);
  }
  expect(Array.from(times.counts)).toEqual([2, 1, ...Array.from({ length: 12 }, () => 0), 1, 1]);
  expect(times.counts).toHaveLength(responseTimeBucketsMs.length + 1);
});

test("only responses have a response time, and every result empties its place in the window", () => {
  let nowMs = 0;
  const { bind, send, inner } = measuredBind("measured-times", () => nowMs);
  bind.start();
  const tally = carrierTally("measured-times");
  const tokens = Array.from({ length: 5 }, (_, number) => ({ number }));
  tokens.forEach(send);
  expect(tally.windows.get("bind-1")?.used()).toBe(5);
  nowMs = 30;
  const [first, second, third, fourth, fifth] = tokens;
  if (!first || !second || !third || !fourth || !fifth) throw new Error("five tokens");
  inner.onResult(first, { outcome: "accepted", carrierMessageId: "1" });
  inner.onResult(second, { outcome: "rejected", commandStatus: 0x14 });
  inner.onResult(third, { outcome: "rejected", commandStatus: 0x01, reason: "cannot be said in SMPP" });
  inner.onResult(fourth, { outcome: "unknown", reason: "no response in time" });
  inner.onResult(fifth, { outcome: "unsent", reason: "the carrier does not take submits" });
  inner.onLateResult(fourth, { outcome: "accepted", carrierMessageId: "2" });
  expect(tally.windows.get("bind-1")?.used()).toBe(0);
  expect(tally.responseTimes.sumMs).toBe(60);
  expect(tally.responseTimes.counts.reduce((sum, one) => sum + one)).toBe(2);
  expect(tally).toMatchObject({ accepted: 1, unknown: 1, unsent: 1, lateResponses: { accepted: 1, rejected: 0 } });
  expect(tally.rejected).toEqual(
    new Map([
      [0x14, 1],
      [0x01, 1],
    ]),
  );
});

test("a carrier that makes up statuses does not make labels", () => {
  const tally = carrierTally("measured-statuses");
  for (let commandStatus = 0x1_0000; commandStatus < 0x1_1000; commandStatus++) {
    tally.countResult({ outcome: "rejected", commandStatus });
  }
  expect(tally.rejected).toEqual(new Map([[otherStatus, 0x1000]]));
});

test("the window follows the configuration, and goes with the bind", async () => {
  const { bind, config } = measuredBind("measured-window");
  const { windows } = carrierTally("measured-window");
  bind.start();
  expect(windows.get("bind-1")?.size).toBe(100);
  bind.reconfigure({ ...config, windowSize: 7 });
  expect(windows.get("bind-1")?.size).toBe(7);
  await bind.stop({ drainMs: 0 });
  expect(windows.size).toBe(0);
  const receiver = measuredBind("measured-receiver", undefined, "receiver");
  receiver.bind.start();
  expect(carrierTally("measured-receiver").windows.size).toBe(0);
});
