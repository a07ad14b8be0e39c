import { expect, test } from "vitest";
import { alarmLines } from "../../src/pages/operator/alarms/alarm-lines.ts";
import { changesOf } from "../../src/pages/operator/audit/changes-of.ts";
import { takeLines } from "../../src/pages/operator/logs/read-log.ts";
import { tonesOf } from "../../src/pages/operator/traffic/status-tones.ts";
import { groupTraffic } from "../../src/pages/operator/traffic/traffic-series.ts";

const from = "2026-11-21T14:00:00.000Z";
const to = "2026-11-21T14:03:00.000Z";

function point(minute: number, carrier: string | null, messages: number) {
  return { at: `2026-11-21T14:0${minute}:00.000Z`, carrier, messages, segments: messages * 2, latency: null };
}

test("traffic is a line for each group, with nothing as 0", () => {
  const data = [point(0, "one", 5), point(2, "one", 1), point(1, "two", 9), point(1, null, 1)];
  const { times, groups } = groupTraffic({ from, to, step: "1m", data }, "carrier");
  expect(times.map((at) => new Date(at).toISOString())).toEqual([
    from,
    "2026-11-21T14:01:00.000Z",
    "2026-11-21T14:02:00.000Z",
  ]);
  expect(groups).toEqual([
    { key: "two", values: [0, 9, 0], messages: 9, segments: 18 },
    { key: "one", values: [5, 0, 1], messages: 6, segments: 12 },
    { key: null, values: [0, 1, 0], messages: 1, segments: 2 },
  ]);
});

test("more groups than one can tell apart are told together", () => {
  const data = Array.from({ length: 8 }, (_, index) => point(0, `carrier-${index}`, 10 - index));
  const { groups } = groupTraffic({ from, to, step: "1m", data }, "carrier");
  expect(groups.map(({ key, messages }) => [key, messages])).toEqual([
    ["carrier-0", 10],
    ["carrier-1", 9],
    ["carrier-2", 8],
    ["carrier-3", 7],
    [undefined, 18],
  ]);
});

test("statuses have their colours, and no two lines the same", () => {
  expect(tonesOf(["delivered", "failed", "expired", "received", undefined])).toEqual([
    "good",
    "bad",
    "accent",
    "info",
    "muted",
  ]);
});

test("a delivery rate is drawn as the rate that it was", () => {
  const series = [
    { at: from, value: 25, baseline: 95 },
    { at: to, value: 2, baseline: 96 },
  ];
  const lines = alarmLines({ rule: "delivery_rate", unit: "points", raiseAt: 20, clearBelow: 10, series });
  expect(lines.unit).toBe("percent");
  expect(lines.lines).toEqual([
    { name: "value", values: [70, 94] },
    { name: "raise", values: [75, 76] },
    { name: "clear", values: [85, 86] },
    { name: "usual", values: [95, 96] },
  ]);
});

test("one point is drawn as the minute it stands for", () => {
  const series = [{ at: from, value: 3, baseline: null }];
  const { times, lines } = alarmLines({ rule: "dead_letters", unit: "messages", raiseAt: 1, clearBelow: 1, series });
  expect(times).toEqual([Date.parse(from), Date.parse(from) + 60_000]);
  expect(lines).toEqual([
    { name: "value", values: [3, 3] },
    { name: "raise", values: [1, 1] },
  ]);
});

test("an entry of the audit is told by what differs", () => {
  const before = { name: "One", limits: { segmentsPerSecond: 10, dailySegments: null }, senders: ["a"] };
  const after = { name: "One", limits: { segmentsPerSecond: 20, dailySegments: null }, senders: ["a", "b"] };
  expect(changesOf({ before, after })).toEqual([
    { path: "limits.segmentsPerSecond", before: 10, after: 20 },
    { path: "senders", before: ["a"], after: ["a", "b"] },
  ]);
  expect(changesOf({ before: null, after: { name: "One" } })).toEqual([
    { path: "name", before: undefined, after: "One" },
  ]);
});

test("no more lines of the log are read than are shown", async () => {
  const lines = ["sent", "receipt", "expired"].map((event) => `${JSON.stringify({ event })}\n`).join("");
  const [head, tail] = [lines.slice(0, 9), lines.slice(9)];
  const stream = (): ReadableStream<Uint8Array> => {
    const encoder = new TextEncoder();
    return new ReadableStream({
      start(controller) {
        for (const piece of [head, tail]) controller.enqueue(encoder.encode(piece));
        controller.close();
      },
    });
  };
  const all = await takeLines(stream(), 10);
  expect(all).toMatchObject({ isCut: false, lines: [{ event: "sent" }, { event: "receipt" }, { event: "expired" }] });
  expect(await takeLines(stream(), 2)).toMatchObject({ isCut: true, lines: [{ event: "sent" }, { event: "receipt" }] });
});
