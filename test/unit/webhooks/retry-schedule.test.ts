import { describe, it } from "vitest";
import { judgeResponse, retryAfterMs } from "../../../src/webhooks/judge-response.ts";
import { maximumAttempts, retryAtMs } from "../../../src/webhooks/retry-schedule.ts";

const hourMs = 3_600_000;

describe("the retry schedule", () => {
  it("is that of Standard Webhooks, over three days", ({ expect }) => {
    const delays = Array.from({ length: maximumAttempts - 1 }, (_, index) => retryAtMs(index + 1, 0, 0));
    expect(delays).toEqual([
      5_000,
      300_000,
      1_800_000,
      2 * hourMs,
      5 * hourMs,
      10 * hourMs,
      14 * hourMs,
      20 * hourMs,
      24 * hourMs,
    ]);
  });

  it("gives up after the last attempt", ({ expect }) => {
    expect(retryAtMs(maximumAttempts, 0, 0)).toBeNull();
    expect(retryAtMs(maximumAttempts, 0, 0, 1_000)).toBeNull();
  });

  it("spreads retries by up to a fifth", ({ expect }) => {
    expect(retryAtMs(1, 1_000, 0.5)).toBe(6_500);
  });

  it("waits as long as the endpoint asks, up to a day", ({ expect }) => {
    expect(retryAtMs(1, 0, 0, 60_000)).toBe(60_000);
    expect(retryAtMs(2, 0, 0, 60_000)).toBe(300_000);
    expect(retryAtMs(1, 0, 0, 1_000 * hourMs)).toBe(24 * hourMs);
  });
});

describe("a response", () => {
  it.for([
    [200, "delivered"],
    [204, "delivered"],
    [301, "failed"],
    [302, "failed"],
    [400, "failed"],
    [410, "gone"],
    [429, "slow"],
    [500, "failed"],
    [503, "slow"],
    [null, "failed"],
  ] as const)("of %s is %s", ([status, verdict], { expect }) => {
    expect(judgeResponse({ status, retryAfter: null })).toBe(verdict);
  });

  it("says by Retry-After how long to wait, in seconds or as a date", ({ expect }) => {
    const nowMs = Date.parse("2026-11-21T10:00:00Z");
    expect(retryAfterMs("120", nowMs)).toBe(120_000);
    expect(retryAfterMs("Sat, 21 Nov 2026 10:01:00 GMT", nowMs)).toBe(60_000);
    expect(retryAfterMs("Sat, 21 Nov 2026 09:00:00 GMT", nowMs)).toBe(0);
    expect(retryAfterMs("soon", nowMs)).toBeNull();
    expect(retryAfterMs(null, nowMs)).toBeNull();
  });
});
