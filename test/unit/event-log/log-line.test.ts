import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type LogLine, decodeLogLine, encodeLogLine, logColumns, logHeader } from "../../../src/event-log/log-line.ts";
import { timeText } from "../../../src/event-log/time-text.ts";
import { RecentLines } from "../../../src/event-log/recent-lines.ts";

const cell = fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom("", ",", '"', '""', 'a,"b"', "+57300•••4567"));
const line = fc.record(Object.fromEntries(logColumns.map((column) => [column, cell]))) as fc.Arbitrary<LogLine>;

test("a line is one line, and read as it was written but for line breaks", () => {
  fc.assert(
    fc.property(line, (written) => {
      const text = encodeLogLine(written);
      expect(text.indexOf("\n")).toBe(text.length - 1);
      const flat = Object.entries(written).map(([column, value]) => [column, value.replaceAll(/[\r\n]+/g, " ")]);
      expect(decodeLogLine(text.slice(0, -2))).toEqual(Object.fromEntries(flat));
    }),
  );
});

test("the columns stay where they are; new ones come at the end", () => {
  expect(logHeader.trim().split(",").slice(0, 17)).toEqual([
    "time",
    "event",
    "messageId",
    "accountId",
    "carrierId",
    "bindId",
    "sender",
    "recipient",
    "segments",
    "segment",
    "attempt",
    "status",
    "errorCode",
    "outcome",
    "carrierMessageId",
    "sinceAcceptedMs",
    "step",
  ]);
  expect(decodeLogLine("now,sent")).toMatchObject({ time: "now", event: "sent", step: "" });
});

test("a moment is told to the microsecond where it is known so well", () => {
  expect(timeText(1_795_277_111_046)).toBe("2026-11-21T16:05:11.046Z");
  expect(timeText(1_795_277_111_046.25)).toBe("2026-11-21T16:05:11.046250Z");
  expect(timeText(1_795_277_112_000)).toBe("2026-11-21T16:05:12.000Z");
});

test("of lines that come again the last thousands are known", () => {
  const recent = new RecentLines();
  expect([recent.isNew("a"), recent.isNew("a")]).toEqual([true, false]);
  for (let index = 0; index < 10_000; index++) recent.isNew(`line ${index}`);
  expect(recent.isNew("a")).toBe(false);
  for (let index = 0; index < 20_000; index++) recent.isNew(`more ${index}`);
  expect(recent.isNew("a")).toBe(true);
});
