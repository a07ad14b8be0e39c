import { describe, expect, it } from "vitest";
import { parseAbsoluteTime } from "../../../connector/smpp/smpp-time.ts";

describe("trap 34: absolute times", () => {
  it.each([
    ["in UTC", "261224183000000+", Date.UTC(2026, 11, 24, 18, 30)],
    ["with tenths of a second", "261224183015700+", Date.UTC(2026, 11, 24, 18, 30, 15, 700)],
    ["ahead of UTC by quarters of an hour", "261224183000022+", Date.UTC(2026, 11, 24, 13)],
    ["behind UTC", "261224190000020-", Date.UTC(2026, 11, 25)],
    ["on a leap day", "280229000000000+", Date.UTC(2028, 1, 29)],
  ])("are read %s", (_what, text, atMs) => {
    expect(parseAbsoluteTime(text)).toBe(atMs);
  });

  it.each([
    ["relative", "000001000000000R"],
    ["empty", ""],
    ["without a zone", "261224183000"],
    ["of no calendar", "260230000000000+"],
    ["of no clock", "260101250000000+"],
  ])("that are %s are none", (_what, text) => {
    expect(parseAbsoluteTime(text)).toBeUndefined();
  });
});
