import { describe, expect, it } from "vitest";
import { loadOf, paceOf } from "../../../src/carriers/carrier-load.ts";
import type { PublicCarrierConfig } from "../../../src/carriers/carrier-edit.ts";

function config(part: Partial<Record<keyof PublicCarrierConfig, unknown>>): PublicCarrierConfig {
  return { service: "active", segmentsPerSecond: null, binds: [], ...part } as PublicCarrierConfig;
}

const bind = { kind: "smpp", mode: "transceiver", enabled: true, throughputPerSecond: 10 };

describe("the pace of a carrier", () => {
  it("is the lesser of its own and its binds'", () => {
    expect(paceOf(config({ binds: [bind, bind] }))).toBe(20);
    expect(paceOf(config({ binds: [bind, bind], segmentsPerSecond: 15 }))).toBe(15);
    expect(paceOf(config({ binds: [bind], segmentsPerSecond: 15 }))).toBe(10);
  });

  it("is the windows' where a bind has none, and nothing where the carrier is disabled", () => {
    expect(paceOf(config({ binds: [bind, { ...bind, throughputPerSecond: null }] }))).toBeNull();
    expect(paceOf(config({ service: "disabled", binds: [bind] }))).toBe(0);
  });

  it("counts only binds that send", () => {
    const idle = [
      { ...bind, enabled: false },
      { ...bind, mode: "receiver" },
    ];
    expect(paceOf(config({ binds: [bind, ...idle] }))).toBe(10);
  });
});

describe("the load of an hour", () => {
  it("is added up by the minute", () => {
    const messages = [
      { nowMs: 60_000, segmentCount: 2 },
      { nowMs: 119_999, segmentCount: 60 },
      { nowMs: 120_000, segmentCount: 1 },
    ];
    expect(loadOf(messages, 1)).toEqual({ texts: 3, segments: 63, peakSegmentsPerMinute: 62, minutesAbovePace: 1 });
    expect(loadOf(messages, null).minutesAbovePace).toBe(0);
    expect(loadOf([], 1)).toEqual({ texts: 0, segments: 0, peakSegmentsPerMinute: 0, minutesAbovePace: 0 });
  });
});
