import { expect, test } from "vitest";
import { SpanBuffer } from "../../../connector/traces/span-buffer.ts";
import type { Span } from "../../../src/traces/span.ts";

const span = { name: "submit_sm" } as Span;

test("spans leave together, a batch at a time, and those beyond the limit are counted", async () => {
  const sent: number[] = [];
  const lost: number[] = [];
  const open = Promise.withResolvers<void>();
  const send = (spans: readonly Span[]): Promise<void> => {
    sent.push(spans.length);
    return open.promise;
  };
  const buffer = new SpanBuffer({ send, onLost: (spans) => lost.push(spans), limit: 3, delayMs: 60_000 });
  buffer.add([span, span]);
  const flushed = buffer.flush();
  buffer.add([span]);
  buffer.add([span, span]);
  buffer.add([span]);
  expect([sent, lost]).toEqual([[2], [1]]);
  open.resolve();
  await flushed;
  expect([sent, lost]).toEqual([[2, 3], [1]]);
});
