import { expect, test } from "vitest";
import { downloadUrl } from "../../src/components/download-url.ts";
import { linesOf } from "../../src/components/lines.ts";
import { localTimeOf, momentOf, momentOrNull } from "../../src/components/local-time.ts";
import { changeOf } from "../../src/pages/numbers/number-settings.ts";
import { keepsLess, retentionOf, valuesOf as retentionValues } from "../../src/pages/retention/retention-values.ts";
import { settingsOf as limitsOf } from "../../src/pages/sub-accounts/limit-values.ts";
import { settingsOf, valuesOf } from "../../src/pages/suppressions/opt-out-values.ts";

test("lines are items, without blanks and repetitions", () => {
  expect(linesOf(" a\n\nb, a;c ")).toEqual(["a", "b", "c"]);
});

test("a moment survives the field it is edited in", () => {
  const at = "2026-11-21T10:05:00.000Z";
  expect(momentOf(localTimeOf(at))).toBe(at);
  expect(momentOrNull("")).toBeNull();
  expect(localTimeOf("junk")).toBe("");
});

test("a download names its account, and leaves out what is not set", () => {
  const url = downloadUrl("/v1/ledger", "acc_1", { format: "csv", type: undefined });
  expect(url).toBe("/v1/ledger?format=csv&account=acc_1");
});

test("a number without an answer has none", () => {
  const change = changeOf({ autoReply: "  ", keywordReplies: [], callbackReply: "off" });
  expect(change).toEqual({ autoReply: null, keywordReplies: [], callbackReply: "off" });
});

test("opt-out words tell the built-in ones, own ones and silence apart", () => {
  const none = { stop: null, start: null, help: null };
  const values = valuesOf({
    enabled: true,
    fuzzy: false,
    locale: "es",
    keywords: none,
    replies: { ...none, help: "" },
  });
  expect(values.silent).toEqual({ stop: false, start: false, help: true });
  const settings = settingsOf({ ...values, words: { ...values.words, stop: "BAJA\nALTO" } });
  expect(settings.keywords).toEqual({ stop: ["BAJA", "ALTO"], start: null, help: null });
  expect(settings.replies).toEqual({ stop: null, start: null, help: "" });
});

test("keeping less than now is noticed, keeping more is not", () => {
  const effective = { textDays: 30, numberDays: null, messageDays: 400, inboundDays: null, archive: true };
  const unset = { textDays: null, numberDays: null, messageDays: null, inboundDays: null, archive: null };
  const next = retentionOf({ ...retentionValues({ ...unset, effective }), textDays: "60", archive: "no" });
  expect(next).toEqual({ ...unset, textDays: 60, archive: false });
  expect(keepsLess(next, effective)).toBe(false);
  expect(keepsLess({ ...next, textDays: 7 }, effective)).toBe(true);
  expect(keepsLess({ ...next, numberDays: 3_000 }, effective)).toBe(true);
});

test("a limit left out is none, a rate left out is the one there is", () => {
  const values = { name: " Norte ", segmentsPerSecond: "", dailySegments: "500", monthlySegments: "" };
  expect(limitsOf(values)).toEqual({ name: "Norte", limits: { dailySegments: 500, monthlySegments: null } });
});
