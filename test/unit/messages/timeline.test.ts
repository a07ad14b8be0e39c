import { describe, expect, it } from "vitest";
import { createIdFactory } from "../../../src/ids.ts";
import type { TimelineEntry, TimelineType } from "../../../src/messages/message.ts";
import { partsOf, timelineOf } from "../../../src/messages/timeline.ts";

const acceptedAtMs = 1_000;
const id = createIdFactory(
  () => acceptedAtMs,
  (bytes) => bytes.fill(1),
).next("message");

function step(type: TimelineType, atMs: number, more: Partial<TimelineEntry> = {}): TimelineEntry {
  return { type, atMs, ...more };
}

describe("timelineOf", () => {
  it("begins with the acceptance, whose moment is in the id", () => {
    expect(timelineOf(id, {})).toEqual([{ type: "accepted", atMs: acceptedAtMs }]);
  });

  it("is in the order of time, then of a message's life, then of segments and attempts", () => {
    const steps = [
      step("receipt", 1_005, { segment: 1 }),
      step("sent", 1_002, { segment: 2, attempt: 1 }),
      step("sent", 1_002, { segment: 1, attempt: 2 }),
      step("sent", 1_002, { segment: 1, attempt: 1 }),
      step("queued", 1_002),
      step("resent", 1_001, { segment: 1 }),
      step("unknown", 1_001, { segment: 1 }),
      step("queued", acceptedAtMs),
    ];
    const timeline = timelineOf(id, Object.fromEntries(steps.entries()));
    expect(timeline.map(({ type, segment, attempt }) => [type, segment, attempt])).toEqual([
      ["accepted", undefined, undefined],
      ["queued", undefined, undefined],
      ["unknown", 1, undefined],
      ["resent", 1, undefined],
      ["queued", undefined, undefined],
      ["sent", 1, 1],
      ["sent", 1, 2],
      ["sent", 2, 1],
      ["receipt", 1, undefined],
    ]);
  });
});

describe("partsOf", () => {
  const sent = (segment: number, carrierMessageId: string) => step("sent", 10, { segment, carrierMessageId });
  const receipt = (segment: number, outcome: string) => step("receipt", 20, { segment, outcome });

  it("has one part per segment, before anything is known of them", () => {
    expect(partsOf({ status: "accepted", segmentCount: 2 }, [])).toEqual([
      { segment: 1, carrierMessageId: null, status: "accepted" },
      { segment: 2, carrierMessageId: null, status: "accepted" },
    ]);
  });

  it("gives a text of one segment the status of its message", () => {
    const timeline = [sent(1, "A"), receipt(1, "delivered")];
    expect(partsOf({ status: "delivered", segmentCount: 1 }, timeline)).toEqual([
      { segment: 1, carrierMessageId: "A", status: "delivered" },
    ]);
  });

  it.each<[string, TimelineEntry[], string]>([
    ["sent", [sent(1, "A")], "sent"],
    ["delivered", [sent(1, "A"), receipt(1, "delivered")], "delivered"],
    ["still on its way", [sent(1, "A"), receipt(1, "enroute")], "sent"],
    ["undeliverable", [sent(1, "A"), receipt(1, "undeliverable")], "undelivered"],
    ["refused", [step("refused", 10, { segment: 1 })], "rejected"],
    ["put off", [step("retry", 10, { segment: 1 })], "queued"],
    ["of unknown outcome", [step("unknown", 10, { segment: 1 })], "unknown"],
    [
      "sent after an unknown outcome",
      [step("unknown", 10, { segment: 1 }), step("resent", 11, { segment: 1 }), sent(1, "B")],
      "sent",
    ],
    ["expired", [step("expired", 10, { segment: 1 })], "expired"],
    ["final once and for all", [receipt(1, "delivered"), receipt(1, "expired")], "delivered"],
    ["told of in words nobody knows", [sent(1, "A"), receipt(1, "lost")], "sent"],
  ])("knows a segment that is %s", (_, timeline, status) => {
    expect(partsOf({ status: "sent", segmentCount: 2 }, timeline)[0]?.status).toBe(status);
  });

  it("names a segment that was sent twice as the carrier named it last", () => {
    const timeline = [sent(1, "A"), sent(1, "B")];
    expect(partsOf({ status: "sent", segmentCount: 2 }, timeline)[0]?.carrierMessageId).toBe("B");
  });
});
