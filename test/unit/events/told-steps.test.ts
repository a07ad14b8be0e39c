import { describe, it } from "vitest";
import { takesType } from "../../../src/events/event-types.ts";
import { eventOfStep, isEventId } from "../../../src/events/feed-event.ts";
import { formatFeedCursor, parseFeedCursor } from "../../../src/events/feed-cursor.ts";
import { toldSteps } from "../../../src/events/told-steps.ts";
import { type MessageEvent, stepName } from "../../../src/messages/message.ts";
import { type MessageStatus, isFinal } from "../../../src/sms/status.ts";

const messageId = "msg_01JD3Q8Z6V4K0X9M2T7R5WANBC";

function step(status: MessageStatus | undefined, key = String(status), id = messageId): MessageEvent {
  const event = {
    accountId: "acc_1",
    messageId: id,
    key,
    entry: { type: "receipt" as const, atMs: 1_700_000_000_000 },
  };
  return status === undefined ? event : { ...event, status };
}

function told(now: MessageStatus, ...statuses: MessageStatus[]): MessageStatus[] {
  const steps = statuses.map((status, index) => step(status, `${status}.${index}`));
  // The first final status stays, and it is the step that brought it that is told.
  const final = steps.find(({ status }) => status === now && isFinal(now));
  const finalStep = final === undefined ? null : stepName(final);
  const kept = toldSteps(steps, () => ({ status: now, finalStep }));
  return steps.filter((one) => kept.has(one)).flatMap(({ status }) => status ?? []);
}

describe("what customers are told of a batch", () => {
  it("is every status the message took on its way", ({ expect }) => {
    expect(told("delivered", "sent", "delivered")).toEqual(["sent", "delivered"]);
    expect(told("sent", "unknown", "sent")).toEqual(["unknown", "sent"]);
    expect(told("sent", "sent")).toEqual(["sent"]);
  });

  it("is never a step back", ({ expect }) => {
    expect(told("delivered", "sent")).toEqual([]);
    expect(told("delivered", "delivered", "sent")).toEqual(["delivered"]);
    expect(told("canceled", "scheduled")).toEqual([]);
  });

  it("is the final status that stayed, and no other", ({ expect }) => {
    expect(told("undelivered", "undelivered", "delivered")).toEqual(["undelivered"]);
    expect(told("undelivered", "delivered")).toEqual([]);
  });

  it("is a final status once, though two receipts of the batch say the same", ({ expect }) => {
    expect(told("delivered", "sent", "delivered", "delivered")).toEqual(["sent", "delivered"]);
  });

  it("is no final status that another step had brought before the batch", ({ expect }) => {
    const first = step("delivered", "receipt.0.delivered");
    const standing = { status: "delivered", finalStep: stepName(first) } as const;
    const ofOtherCarrier = step("delivered", "receipt.0.delivered.hop1");
    const ofSecondCopy = { ...first, entry: { ...first.entry, atMs: first.entry.atMs + 1 } };
    expect(toldSteps([ofOtherCarrier, ofSecondCopy], () => standing)).toEqual(new Set());
    expect(toldSteps([step("sent"), ofSecondCopy], () => standing)).toEqual(new Set());
    expect(toldSteps([first], () => standing)).toEqual(new Set([first]));
  });

  it("is no final status that a second copy's receipt brings in the same millisecond", ({ expect }) => {
    const [first, second] = ["id-1", "id-2"].map((carrierMessageId) => {
      const event = step("delivered", "receipt.0.delivered");
      return { ...event, entry: { ...event.entry, carrierMessageId } };
    }) as [MessageEvent, MessageEvent];
    const standing = { status: "delivered", finalStep: stepName(first) } as const;
    expect(toldSteps([second], () => standing)).toEqual(new Set());
    expect(toldSteps([first, second], () => standing)).toEqual(new Set([first]));
  });

  it("knows the step of a row that was written before steps had the carrier's id", ({ expect }) => {
    const event = step("delivered", "receipt.0.delivered");
    const now = { ...event, entry: { ...event.entry, carrierMessageId: "id-1" } };
    expect(toldSteps([now], () => ({ status: "delivered", finalStep: stepName(event) }))).toEqual(new Set([now]));
  });

  it("keeps messages apart, and leaves out steps without a status", ({ expect }) => {
    const steps = [step("sent", "a", "m1"), step("delivered", "b", "m2"), step(undefined, "c", "m1")];
    const standing = (status: MessageStatus) => ({ status, finalStep: null });
    const kept = toldSteps(steps, ({ messageId }) => standing(messageId === "m1" ? "sent" : "delivered"));
    expect([...kept].map(({ key }) => key).toSorted()).toEqual(["a", "b"]);
  });
});

describe("an event", () => {
  const message = {
    accountId: "acc_1",
    id: messageId,
    from: "Elibom",
    to: "+573001234567",
    segmentCount: 2,
    carrierId: "c1",
    clientReference: "order-1",
  };

  it("tells of its message, under an id that follows from message and step", ({ expect }) => {
    const event = eventOfStep({ ...step("failed", "failed.0.1"), errorCode: "INVDSTADR" }, message);
    expect(event).toEqual({
      id: expect.stringMatching(/^evt_[0-9A-Z]{10}4K0X9M2T7R5WANBC_failed$/) as string,
      type: "message.failed",
      timestamp: "2023-11-14T22:13:20.000Z",
      data: {
        id: messageId,
        to: "+573001234567",
        from: "Elibom",
        status: "failed",
        segments: 2,
        clientReference: "order-1",
        carrierId: "c1",
        errorCode: "INVDSTADR",
      },
    });
    expect(eventOfStep(step("sent", "sent.0.2"), message)?.id).toMatch(/_sent_0_2$/);
    expect(isEventId(event?.id ?? "")).toBe(true);
    expect(isEventId("evt_x")).toBe(false);
  });

  it("is none where the status is none that customers hear of", ({ expect }) => {
    expect(eventOfStep(step("queued"), message)).toBeNull();
    expect(eventOfStep(step(undefined), message)).toBeNull();
  });
});

describe("a filter of types", () => {
  it.for([
    [["*"], "balance.low", true],
    [["message.*"], "message.sent", true],
    [["message.*"], "balance.low", false],
    [["message.sent"], "message.sent", true],
    [["message.sent"], "message.delivered", false],
    [["balance.low", "message.failed"], "message.failed", true],
  ] as const)("%j takes %s: %s", ([filter, type, takes], { expect }) => {
    expect(takesType(filter, type)).toBe(takes);
  });
});

describe("a cursor of the feed", () => {
  it("is read back as it was written", ({ expect }) => {
    for (const cursor of [
      { seq: 0, index: -1 },
      { seq: 12, index: 7 },
    ]) {
      expect(parseFeedCursor(formatFeedCursor(cursor))).toEqual(cursor);
    }
    for (const text of ["", "1", "1.x", "-1.0", "1.2.3", "1e3.1"]) expect(parseFeedCursor(text)).toBeNull();
  });
});
