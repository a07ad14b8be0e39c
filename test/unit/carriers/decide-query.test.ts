import { describe, expect, it } from "vitest";
import { decideOutcome } from "../../../src/carriers/decide-outcome.ts";
import { decideQuery, maxQueryTries, queryDelayMs } from "../../../src/carriers/decide-query.ts";

describe("the policy query", () => {
  it("waits where no response came, and never sends again", () => {
    const result = { outcome: "unknown", attempt: 1 } as const;
    expect(decideOutcome(result, { onUnknown: "query", maxAttempts: 5 })).toEqual({
      action: "settle",
      status: "unknown",
      errorCode: "outcome_unknown",
    });
  });

  it("asks after the wait, then after twice and four times as long", () => {
    expect([0, 1, 2].map((tries) => queryDelayMs(tries, 60))).toEqual([60_000, 120_000, 240_000]);
  });
});

describe("an answer", () => {
  it.each(["delivered", "expired", "deleted", "undeliverable", "rejected"] as const)("%s is final", (state) => {
    expect(decideQuery({ outcome: "answered", state }, maxQueryTries)).toEqual({ action: "settle", state });
  });

  it.each([
    { outcome: "answered", state: "enroute" },
    { outcome: "answered", state: "accepted" },
    { outcome: "answered", state: "unknown" },
    { outcome: "rejected" },
    { outcome: "unknown" },
  ] as const)("$outcome $state is asked again, a few times", (answer) => {
    expect(decideQuery(answer, 1)).toEqual({ action: "later" });
    expect(decideQuery(answer, maxQueryTries)).toEqual({ action: "stop" });
  });

  it("unsent is no try", () => {
    expect(decideQuery({ outcome: "unsent" }, maxQueryTries)).toEqual({ action: "postpone" });
  });
});
