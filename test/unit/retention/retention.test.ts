import { describe, it } from "vitest";
import {
  type Retention,
  copyKeptMs,
  cutoffMs,
  effectiveRetention,
  nothingSet,
  removesAnything,
  retentionDefaults,
} from "../../../src/retention/retention.ts";

const dayMs = 86_400_000;
const forEver = {
  RETENTION_TEXT_DAYS: "",
  RETENTION_NUMBER_DAYS: "",
  RETENTION_MESSAGE_DAYS: "",
  RETENTION_INBOUND_DAYS: "",
  RETENTION_ARCHIVE: "true",
};
const kept: Retention = { textDays: null, numberDays: null, messageDays: null, inboundDays: null, archive: true };

describe("what is kept", () => {
  it("is everything, for ever, where nobody has set anything", ({ expect }) => {
    expect(retentionDefaults(forEver)).toEqual(kept);
    expect(removesAnything(kept)).toBe(false);
  });

  it("is what the account has set, and else the operator's", ({ expect }) => {
    const defaults = retentionDefaults({ ...forEver, RETENTION_TEXT_DAYS: "30", RETENTION_ARCHIVE: "false" });
    expect(effectiveRetention({ ...nothingSet, messageDays: 400 }, defaults)).toEqual({
      ...kept,
      textDays: 30,
      messageDays: 400,
      archive: false,
    });
  });

  it.for(["0", "-1", "1.5", "soon", "3651"])("takes no %s days for a default", (days, { expect }) => {
    expect(() => retentionDefaults({ ...forEver, RETENTION_TEXT_DAYS: days })).toThrow("RETENTION_TEXT_DAYS");
  });

  it("has messages for a week at least, in which receipts still come", ({ expect }) => {
    expect(() => retentionDefaults({ ...forEver, RETENTION_MESSAGE_DAYS: "6" })).toThrow("from 7");
  });

  it("goes by whole days, UTC", ({ expect }) => {
    const nowMs = Date.parse("2026-11-21T23:59:59Z");
    expect(cutoffMs(1, nowMs)).toBe(Date.parse("2026-11-20T00:00:00Z"));
    expect(cutoffMs(null, nowMs)).toBeNull();
  });

  it("bounds copies with texts and numbers in them", ({ expect }) => {
    expect(copyKeptMs(kept, 30 * dayMs)).toBe(30 * dayMs);
    expect(copyKeptMs({ ...kept, textDays: 90, numberDays: 3, messageDays: 10 }, 30 * dayMs)).toBe(3 * dayMs);
  });
});
