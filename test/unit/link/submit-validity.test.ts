import { describe, expect, test } from "vitest";
import { withValidity } from "../../../src/link/build-submits.ts";
import { submitProfileSchema } from "../../../src/link/submit-profile.ts";
import { validUntil } from "../../../src/link/submit-validity.ts";
import { listOf, submitsOf } from "./written-submits.ts";

describe("validity", () => {
  const [submit] = listOf(submitsOf({}, "Hi"));
  const period = (validity: unknown, leftSeconds: number | undefined): string | null | undefined => {
    if (submit === undefined) return undefined;
    const validUntilMs = leftSeconds === undefined ? undefined : 1_000_000 + leftSeconds * 1_000;
    const timed = withValidity(submitProfileSchema.parse({ validity }), submit, validUntilMs, 1_000_000);
    return timed === null ? null : timed.validityPeriod;
  };

  test.each([
    ["seconds", {}, 59, "000000000059000R"],
    ["hours", {}, 3_661, "000000010101000R"],
    ["fractions count for nothing", {}, 59.9, "000000000059000R"],
    ["no longer than the carrier takes", {}, 999_999, "000002000000000R"],
    ["months", { maximumSeconds: 38_102_400 }, 45 * 86_400, "000115000000000R"],
    ["years", { maximumSeconds: 38_102_400 }, 400 * 86_400, "010105000000000R"],
    ["none", {}, undefined, ""],
    ["the carrier's usual one", { defaultSeconds: 7_200 }, undefined, "000000020000000R"],
    ["over", {}, 0.5, null],
    ["over, where the field is not sent", { format: "omit" }, -1, null],
    ["not sent", { format: "omit" }, 60, ""],
  ])("%s", (_name, validity, leftSeconds, expected) => {
    expect(period(validity, leftSeconds)).toBe(expected);
  });
});

describe("validity as a moment", () => {
  const nowMs = 1_000_000;
  const until = (validity: unknown, ownMs: number | undefined): number | null | undefined =>
    validUntil(submitProfileSchema.parse({ validity }).validity, ownMs, nowMs);

  test.each([
    ["the text's own", {}, nowMs + 60_000, nowMs + 60_000],
    ["no later than the carrier takes", { maximumSeconds: 30 }, nowMs + 60_000, nowMs + 30_000],
    ["the carrier's usual one", { defaultSeconds: 10 }, undefined, nowMs + 10_000],
    ["none", {}, undefined, undefined],
    ["not said", { format: "omit" }, nowMs + 60_000, undefined],
    ["over", { format: "omit" }, nowMs + 999, null],
  ])("%s", (_name, validity, ownMs, expected) => {
    expect(until(validity, ownMs)).toBe(expected);
  });
});
