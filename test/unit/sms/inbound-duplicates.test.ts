import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  DuplicateWindow,
  type InboundIdentity,
  duplicateDefaults,
  inboundFingerprint,
} from "../../../src/sms/inbound-duplicates.ts";

const text: InboundIdentity = {
  carrierId: "carrier",
  from: "+4915112345678",
  to: "12345",
  payload: "JOIN",
  reference: "7/3/1",
  serviceCentreTime: "26030210000004",
};
const limits = { windowMs: 600_000, bareWindowMs: 60_000, maximumEntries: 100 };

describe("a text that comes again", () => {
  test.each<[string, Partial<InboundIdentity>]>([
    ["another carrier", { carrierId: "other" }],
    ["another sender", { from: "+4915112345679" }],
    ["another recipient", { to: "12346" }],
    ["other content", { payload: "join" }],
    ["another reference", { reference: "7/3/2" }],
    ["another time stamp", { serviceCentreTime: "26030210000104" }],
  ])("from %s is another text", (_name, changes) => {
    const window = new DuplicateWindow(1, limits);
    expect(window.seen(text, 0)).toBe(false);
    expect(window.seen({ ...text, ...changes }, 1)).toBe(false);
    expect(window.seen(text, 2)).toBe(true);
  });

  test("is known for the window, counted from its first time", () => {
    const window = new DuplicateWindow(1, limits);
    expect([0, 300_000, 599_999, 600_000, 600_001].map((nowMs) => window.seen(text, nowMs))).toEqual([
      false,
      true,
      true,
      false,
      true,
    ]);
  });

  test("without reference or time stamp is known for a short while: people say the same thing twice", () => {
    const window = new DuplicateWindow(1, limits);
    const { carrierId, from, to, payload } = text;
    const bare = { carrierId, from, to, payload };
    expect([0, 59_999, 60_000].map((nowMs) => window.seen(bare, nowMs))).toEqual([false, true, false]);
  });

  test("the window is bounded, and a flood without marks pushes out none that have one", () => {
    const window = new DuplicateWindow(1, { ...limits, maximumEntries: 10 });
    window.seen(text, 0);
    for (let index = 0; index < 50; index++) {
      window.seen({ carrierId: "c", from: "f", to: "t", payload: `${index}` }, index);
      expect(window.size).toBeLessThanOrEqual(11);
    }
    expect(window.seen(text, 60)).toBe(true);
    expect(window.seen({ carrierId: "c", from: "f", to: "t", payload: "49" }, 60)).toBe(true);
    expect(window.seen({ carrierId: "c", from: "f", to: "t", payload: "0" }, 60)).toBe(false);
  });

  test("within its bound the window knows just what came in its time", () => {
    const step = fc.record({ waitMs: fc.nat({ max: 400_000 }), payload: fc.constantFrom("a", "b", "c") });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const window = new DuplicateWindow(1, limits);
        const firstSeen = new Map<string, number>();
        let nowMs = 0;
        for (const { waitMs, payload } of steps) {
          nowMs += waitMs;
          const known = nowMs - (firstSeen.get(payload) ?? -Infinity) < limits.windowMs;
          if (!known) firstSeen.set(payload, nowMs);
          expect(window.seen({ ...text, payload }, nowMs)).toBe(known);
        }
      }),
    );
  });
});

describe("fingerprints", () => {
  test("are whole numbers that differ by content and seed, and fields do not run into each other", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.integer(), (from, payload, seed) => {
        const fingerprint = inboundFingerprint({ ...text, from, payload }, seed);
        expect(Number.isSafeInteger(fingerprint) && fingerprint >= 0).toBe(true);
        expect(inboundFingerprint({ ...text, from, payload }, seed)).toBe(fingerprint);
        expect(inboundFingerprint({ ...text, from, payload }, seed ^ 1)).not.toBe(fingerprint);
        expect(inboundFingerprint({ ...text, from: `${from}1`, payload }, seed)).not.toBe(
          inboundFingerprint({ ...text, from, payload: `1${payload}` }, seed),
        );
      }),
    );
  });

  test("of many alike texts do not meet", () => {
    const fingerprints = new Set<number>();
    for (let index = 0; index < 200_000; index++) {
      fingerprints.add(inboundFingerprint({ ...text, from: `+49151${index}` }, 42));
    }
    expect(fingerprints.size).toBe(200_000);
  });

  test("spread over all their bits", () => {
    const ones = Array.from({ length: 53 }, () => 0);
    const count = 2_000;
    for (let index = 0; index < count; index++) {
      const bits = inboundFingerprint({ ...text, payload: `${index}` }, 7)
        .toString(2)
        .padStart(53, "0");
      for (const [bit, digit] of Array.from(bits).entries()) ones[bit] = (ones[bit] ?? 0) + Number(digit);
    }
    expect(Math.min(...ones)).toBeGreaterThan(count * 0.45);
    expect(Math.max(...ones)).toBeLessThan(count * 0.55);
  });

  test("the defaults remember for minutes", () => {
    expect(duplicateDefaults.bareWindowMs).toBeLessThan(duplicateDefaults.windowMs);
  });
});
