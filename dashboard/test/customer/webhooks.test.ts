import { expect, test } from "vitest";
import type { Schema } from "../../src/api/client.ts";
import { applyJobFrame } from "../../src/components/apply-job-frame.ts";
import { isCovered } from "../../src/pages/webhooks/event-patterns.ts";
import { headersOfLines, linesOfHeaders } from "../../src/pages/webhooks/header-lines.ts";
import { replayOf } from "../../src/pages/webhooks/replay-request.ts";

test("headers survive the field they are edited in", () => {
  const headers = { authorization: "Bearer a:b", "x-shop": "1" };
  expect(headersOfLines(linesOfHeaders(headers))).toEqual(headers);
  expect(headersOfLines("no colon")).toBeNull();
  expect(headersOfLines("empty:")).toBeNull();
});

test("a group stands for its types", () => {
  expect(isCovered("message.sent", ["message.*", "message.sent"])).toBe(true);
  expect(isCovered("balance.low", ["*", "balance.low"])).toBe(true);
  expect(isCovered("message.sent", ["message.sent", "balance.*"])).toBe(false);
  expect(isCovered("*", ["*", "message.*"])).toBe(false);
});

test("a replay asks for what was given up, or for a range that may be open", () => {
  const from = "2026-11-21T10:00";
  const at = new Date(from).toISOString();
  expect(replayOf({ kind: "failed", from, to: "" })).toEqual({ failedSince: at });
  expect(replayOf({ kind: "range", from, to: "" })).toEqual({ from: at });
  expect(replayOf({ kind: "range", from, to: from })).toEqual({ from: at, to: at });
});

test("a job goes forward with its frames, and not back", () => {
  const job = { id: "job_1", status: "running", done: 10, total: null, endedAt: null } as Schema<"Job">;
  const frame = { type: "job", id: "job_1", kind: "message_export", status: "running", done: 20, total: 40 } as const;
  const later = applyJobFrame(job, frame);
  expect(later).toMatchObject({ done: 20, total: 40 });
  expect(applyJobFrame(later, { ...frame, done: 15 })).toBe(later);
  expect(applyJobFrame(job, { ...frame, id: "job_2" })).toBe(job);
});
