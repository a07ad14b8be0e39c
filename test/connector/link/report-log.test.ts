import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Journal } from "../../../connector/journal.ts";
import { ReportLog } from "../../../connector/report-log.ts";
import { upFrameSchema } from "../../../src/link/frames.ts";

let folder: string;
let journal: Journal;
/** How many results each report had that left. */
let sent: number[];
let reports: ReportLog;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  folder = mkdtempSync(join(tmpdir(), "heliograph-"));
  journal = new Journal({
    path: join(folder, "journal"),
    bootId: "boot",
    newId: () => "journal-1",
    now: () => 0,
    lockTimeoutMs: 0,
  });
  sent = [];
  reports = new ReportLog({
    journal: journal.carrier("acme"),
    send: (frame) => {
      const report = upFrameSchema.parse(JSON.parse(frame));
      if (report.type === "report") sent.push(report.results.length);
    },
    monotonicMs: () => performance.now(),
    delayMs: 2,
    itemLimit: 200,
    resultLimit: () => 50,
  });
});

afterEach(() => {
  journal.close();
  rmSync(folder, { recursive: true });
  vi.useRealTimers();
});

let results = 0;

function add(count: number): void {
  for (let index = 0; index < count; index++) {
    const messageId = `msg_${(results++).toString().padStart(26, "0")}`;
    reports.addResult(
      { messageId, segment: 0, attempt: 1, bindId: "one", outcome: "accepted", carrierMessageId: messageId, atMs: 1 },
      undefined,
    );
  }
}

test("a result that comes after a pause leaves within two milliseconds", () => {
  add(1);
  vi.advanceTimersByTime(1);
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(sent).toEqual([1]);
});

test("while a report is not acknowledged, what comes in the next milliseconds travels in one", () => {
  add(1);
  vi.advanceTimersByTime(2);
  for (let elapsedMs = 0; elapsedMs < 15; elapsedMs += 3) {
    add(1);
    vi.advanceTimersByTime(3);
  }
  expect(sent).toEqual([1, 5]);
});

test("an edge that never acknowledges gets what there is all the same", () => {
  add(1);
  vi.advanceTimersByTime(2);
  add(1);
  vi.advanceTimersByTime(60_000);
  expect(sent).toEqual([1, 1]);
});

test("once it is acknowledged, the next result waits no longer than the first", () => {
  add(1);
  vi.advanceTimersByTime(2);
  reports.acknowledge(1);
  add(1);
  vi.advanceTimersByTime(2);
  expect(sent).toEqual([1, 1]);
});

test("results that the edge waits for before it hands out more leave at once", () => {
  add(1);
  vi.advanceTimersByTime(2);
  add(49);
  expect(sent).toEqual([1]);
  add(1);
  expect(sent).toEqual([1, 50]);
});
