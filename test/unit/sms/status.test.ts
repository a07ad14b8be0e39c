import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { receiptStates } from "../../../src/sms/receipt-states.ts";
import {
  aggregateStatus,
  isFinal,
  laterStatus,
  messageStatuses,
  statusOfReceipt,
  statusRank,
  type MessageStatus,
} from "../../../src/sms/status.ts";

const anyStatus = fc.constantFrom(...messageStatuses);

describe("the later of two statuses", () => {
  test.each<[MessageStatus, MessageStatus, MessageStatus]>([
    ["accepted", "queued", "queued"],
    ["accepted", "scheduled", "scheduled"],
    ["scheduled", "queued", "queued"],
    ["queued", "sent", "sent"],
    ["sent", "queued", "sent"],
    ["sent", "delivered", "delivered"],
    ["delivered", "sent", "delivered"],
    ["delivered", "undelivered", "delivered"],
    ["expired", "delivered", "expired"],
    ["sent", "unknown", "unknown"],
    ["unknown", "delivered", "delivered"],
    ["unknown", "failed", "failed"],
    ["unknown", "queued", "unknown"],
    ["unknown", "sent", "sent"],
    ["queued", "canceled", "canceled"],
  ])("%s, then %s: %s", (current, incoming, expected) => {
    expect(laterStatus(current, incoming)).toBe(expected);
  });

  test("whatever comes in whatever order, the first final status stays and the rank never falls", () => {
    fc.assert(
      fc.property(fc.array(anyStatus), (reports) => {
        let status: MessageStatus = "accepted";
        for (const report of reports) {
          const next = laterStatus(status, report);
          expect(statusRank[next]).toBeGreaterThanOrEqual(statusRank[status]);
          status = next;
        }
        expect(status).toBe(reports.find(isFinal) ?? status);
      }),
    );
  });
});

test("final statuses", () => {
  expect(messageStatuses.filter(isFinal)).toEqual([
    "delivered",
    "undelivered",
    "expired",
    "rejected",
    "failed",
    "canceled",
  ]);
});

test("receipt states", () => {
  expect(receiptStates.map(statusOfReceipt)).toEqual([
    "sent",
    "delivered",
    "expired",
    "undelivered",
    "undelivered",
    "sent",
    "unknown",
    "rejected",
  ]);
});

describe("a text of several segments", () => {
  test.each<[MessageStatus[], MessageStatus]>([
    [[], "accepted"],
    [["delivered", "delivered"], "delivered"],
    [["delivered", "sent"], "sent"],
    [["sent", "queued"], "queued"],
    [["delivered", "queued"], "queued"],
    [["undelivered", "sent"], "sent"],
    [["sent", "unknown"], "unknown"],
    [["unknown", "delivered"], "unknown"],
    [["unknown", "queued"], "queued"],
    [["delivered", "expired"], "expired"],
    [["expired", "undelivered", "delivered"], "undelivered"],
    [["undelivered", "rejected"], "rejected"],
    [["rejected", "failed", "delivered"], "failed"],
    [["canceled", "delivered"], "canceled"],
  ])("%j: %s", (segments, expected) => {
    expect(aggregateStatus(segments)).toBe(expected);
  });

  test("is final exactly when every segment is, and one segment stands for itself", () => {
    fc.assert(
      fc.property(fc.array(anyStatus, { minLength: 1 }), (segments) => {
        expect(isFinal(aggregateStatus(segments))).toBe(segments.every(isFinal));
        expect(aggregateStatus(segments.slice(0, 1))).toBe(segments[0]);
      }),
    );
  });

  test("never falls back while its segments go forward, and ignores their order", () => {
    fc.assert(
      fc.property(
        fc.array(anyStatus, { minLength: 1, maxLength: 5 }),
        fc.array(fc.tuple(fc.nat(), anyStatus), { maxLength: 20 }),
        (start, reports) => {
          const segments = [...start];
          for (const [drawn, status] of reports) {
            const before = statusRank[aggregateStatus(segments)];
            const index = drawn % segments.length;
            segments[index] = laterStatus(segments[index] ?? "accepted", status);
            expect(statusRank[aggregateStatus(segments)]).toBeGreaterThanOrEqual(before);
            expect(aggregateStatus(segments.toReversed())).toBe(aggregateStatus(segments));
          }
        },
      ),
    );
  });
});
