import { describe, expect, test } from "vitest";
import { countResults } from "../../../src/carriers/count-results.ts";
import { decideOutcome } from "../../../src/carriers/decide-outcome.ts";
import { connectorRestarted } from "../../../src/link/frames.ts";
import { commandStatusLookup, commandStatusOf } from "../../../src/sms/command-status.ts";

const policy = { onUnknown: "resend", maxAttempts: 3 } as const;
const rejected = (commandStatus: number, attempt = 1) => ({ outcome: "rejected", commandStatus, attempt }) as const;

describe("a refusal", () => {
  test.each([
    [
      "that no carrier would answer otherwise ends the text",
      rejected(0x01),
      { status: "rejected", errorCode: "INVMSGLEN" },
    ],
    [
      "of this carrier's own leaves it to another",
      rejected(0x45),
      { status: "rejected", errorCode: "SUBMITFAIL", elsewhere: true },
    ],
    ["of a code of its own as well", rejected(0x410), { status: "rejected", errorCode: "VENDOR", elsewhere: true }],
    ["for now, once too often, too", rejected(0x14, 3), { status: "failed", errorCode: "MSGQFUL", elsewhere: true }],
  ])("%s", (_name, result, expected) => {
    expect(decideOutcome(result, policy)).toEqual({ action: "settle", ...expected });
  });

  test.each([
    ["for now is tried later, each time later than before", rejected(0x14, 2), { action: "later", delayMs: 5_000 }],
    ["because of the session too: it was never taken", rejected(0x04), { action: "later", delayMs: 1_000 }],
    ["because of the rate spends no attempt", rejected(0x58), { action: "pause" }],
  ])("%s", (_name, result, expected) => {
    expect(decideOutcome(result, policy)).toEqual(expected);
  });

  test.each([
    [1, { action: "again", newAttempt: true }],
    [2, { action: "later", delayMs: 1_000 }],
    [3, { action: "later", delayMs: 5_000 }],
    [4, { action: "settle", status: "unknown", errorCode: "outcome_unknown" }],
  ])("no answer to attempt %i is followed by another, each later than before, up to the last", (attempt, expected) => {
    expect(decideOutcome({ outcome: "unknown", attempt }, { ...policy, maxAttempts: 4 })).toEqual(expected);
  });

  test("means what the carrier means by it", () => {
    const lookup = commandStatusLookup([{ commandStatus: 0x45, action: "throttle" }]);
    expect(decideOutcome(rejected(0x45), { ...policy, commandStatusOf: lookup })).toEqual({ action: "pause" });
  });
});

test("answers count for the carrier, silence and trouble against it, and what is our own fault not at all", () => {
  const result = { messageId: "m", segment: 0, attempt: 1, bindId: "b", atMs: 0 };
  const results = [
    { ...result, outcome: "accepted" },
    { ...result, outcome: "rejected", commandStatus: 0x0b },
    { ...result, outcome: "rejected", commandStatus: 0x58 },
    { ...result, outcome: "rejected", commandStatus: 0x08 },
    { ...result, outcome: "unknown", reason: "no response" },
    { ...result, outcome: "unknown", reason: connectorRestarted },
    { ...result, outcome: "unsent" },
    { ...result, outcome: "expired" },
    { ...result, outcome: "invalid" },
  ] as const;
  expect(countResults(results, commandStatusOf)).toEqual({ successes: 3, failures: 2 });
});
