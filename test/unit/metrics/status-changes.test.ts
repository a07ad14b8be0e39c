import { expect, test } from "vitest";
import type { MessageEvent } from "../../../src/messages/message.ts";
import { statusChanges } from "../../../src/metrics/status-changes.ts";
import { idLowerBound, idTimeMs } from "../../../src/ids.ts";
import type { MessageStatus } from "../../../src/sms/status.ts";

const acceptedAtMs = 1_800_000_000_000;
const messageId = idLowerBound("message", acceptedAtMs);

function step(key: string, status?: MessageStatus, afterMs = 100): MessageEvent {
  const entry = { type: "receipt" as const, atMs: idTimeMs(messageId) + afterMs, carrierId: "carrier" };
  return { accountId: "acc_1", messageId, key, entry, ...(status !== undefined && { status }) };
}

function changesOf(...steps: MessageEvent[]): unknown[] {
  return statusChanges(steps).map(({ status, latencyMs, follows }) => [status, latencyMs, follows]);
}

test("a message is counted at each status it comes through, and timed where it was sent and delivered", () => {
  const life = [step("sent.0.1", "sent", 200), step("sent.1.1", "sent"), step("receipt.0", "delivered", 4_000)];
  expect(changesOf(...life)).toEqual([
    ["sent", 200, false],
    ["delivered", 4_000, true],
  ]);
});

test("nothing follows a final status, and a step that comes twice is one", () => {
  const twice = [step("unknown.0.1", "unknown"), step("sent.0.2", "sent"), step("unknown.0.1", "unknown")];
  expect(changesOf(...twice, step("receipt.0", "undelivered"), step("receipt.1", "delivered"))).toEqual([
    ["unknown", null, false],
    ["sent", 100, true],
    ["undelivered", null, true],
  ]);
});

test("steps without a status, and those that a message in a queue is at already, are none", () => {
  expect(changesOf(step("retry.0.1"), step("resent.0.2", "queued"))).toEqual([]);
});

test("a clock that is behind makes nobody faster than at once", () => {
  expect(changesOf(step("sent.0.1", "sent", -50))).toEqual([["sent", 0, false]]);
});
