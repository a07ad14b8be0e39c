import { expect, it } from "vitest";
import { requestSpans } from "../../../durable-objects/carrier/request-spans.ts";
import type { SubmitText } from "../../../src/link/frames.ts";
import { submitSpanId } from "../../../src/traces/message-spans.ts";

const text: SubmitText = {
  messageId: "msg_1",
  to: "+573001234567",
  from: "Heliograph",
  text: "hello",
  encoding: "gsm7",
  singleShift: 0,
  lockingShift: 0,
  segmentCount: 2,
  reference: 1,
  attempt: 1,
  trace: { traceparent: `00-${"a".repeat(32)}-${"b".repeat(16)}-01`, queuedAtMs: 1_000 },
};
const result = { messageId: "msg_1", attempt: 1, bindId: "http", atMs: 1_010, outcome: "accepted" } as const;

it("a request to an HTTP operator is a submit of each of its segments, after one wait", () => {
  const results = [0, 1].map((segment) => ({ ...result, segment, carrierMessageId: "c-1" }));
  const spans = requestSpans("acme", { text, results, endMs: 1_050 });
  expect(spans.map(({ name, startMs, endMs }) => [name, startMs, endMs])).toEqual([
    ["carrier queue wait", 1_000, 1_010],
    ["POST operator", 1_010, 1_050],
    ["POST operator", 1_010, 1_050],
  ]);
  expect(spans.slice(1).map(({ spanId }) => spanId)).toEqual(
    [1, 2].map((segment) => submitSpanId({ messageId: "msg_1", carrierId: "acme", segment, attempt: 1 })),
  );
});

it("a request that failed says why, and one that was never made has no span", () => {
  const failed = { ...result, segment: 0, outcome: "unknown" as const, reason: "no response within 30 s" };
  expect(requestSpans("acme", { text, results: [failed], endMs: 1_050 }).at(-1)?.error).toBe("no response within 30 s");
  const expired = { ...result, segment: 0, outcome: "expired" as const };
  expect(requestSpans("acme", { text, results: [expired], endMs: 1_050 })).toEqual([]);
});
