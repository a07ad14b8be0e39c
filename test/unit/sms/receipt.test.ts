import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseReceipt, type ReceiptSource } from "../../../src/sms/receipt.ts";

const standard =
  "id:0123456789 sub:001 dlvrd:001 submit date:2511210354 done date:2511210355 stat:DELIVRD err:000 text:Hello id:x";

function receipt(shortMessage: string, rest: Partial<ReceiptSource> = {}): ReturnType<typeof parseReceipt> {
  return parseReceipt({ esmClass: 0x04, shortMessage, ...rest });
}

describe("what is a receipt", () => {
  test("esm_class marks it", () => {
    expect(receipt(standard)).toEqual({
      carrierMessageId: "0123456789",
      state: "delivered",
      rawState: "DELIVRD",
      intermediate: false,
      errorCode: "000",
      submittedAt: "2025-11-21T03:54:00",
      doneAt: "2025-11-21T03:55:00",
      text: "Hello id:x",
    });
  });

  test("other bits of esm_class do not matter", () => {
    expect(receipt(standard, { esmClass: 0x04 | 0x40 | 0x03 })).not.toBeNull();
    expect(receipt(standard, { esmClass: 0x20 })).toMatchObject({ intermediate: true });
  });

  test.each([0x08, 0x10, 0x18])("an acknowledgement of a handset (esm_class %i) is none", (esmClass) => {
    expect(receipt(standard, { esmClass, receiptedMessageId: "1", messageState: 2 })).toBeNull();
  });

  test("an inbound text that reads like a receipt is none, unless the carrier is known for it", () => {
    expect(receipt(standard, { esmClass: 0 })).toBeNull();
    expect(receipt(standard, { esmClass: 0, plainTextReceipts: true })).toMatchObject({ state: "delivered" });
    expect(receipt("my id: 5", { esmClass: 0, plainTextReceipts: true })).toBeNull();
  });

  test("both TLVs make one without the mark, one alone does not", () => {
    expect(receipt("", { esmClass: 0, receiptedMessageId: "abc", messageState: 5 })).toMatchObject({
      carrierMessageId: "abc",
      state: "undeliverable",
    });
    expect(receipt("", { esmClass: 0, receiptedMessageId: "abc" })).toBeNull();
    expect(receipt("", { esmClass: 0, messageState: 2 })).toBeNull();
  });

  test("a marked receipt without an id is still a receipt", () => {
    expect(receipt("gone")).toEqual({ state: "unknown", rawState: "", intermediate: false });
  });
});

describe("TLVs", () => {
  test("count before the text", () => {
    expect(receipt(standard, { receiptedMessageId: "TLV1\u0000", messageState: 3 })).toMatchObject({
      carrierMessageId: "TLV1",
      state: "expired",
    });
  });

  test.each([
    [0, "enroute"],
    [1, "enroute"],
    [2, "delivered"],
    [3, "expired"],
    [4, "deleted"],
    [5, "undeliverable"],
    [6, "accepted"],
    [7, "unknown"],
    [8, "rejected"],
    [9, "undeliverable"],
  ])("message_state %i is %s", (messageState, state) => {
    expect(receipt("", { receiptedMessageId: "1", messageState })).toMatchObject({ state });
  });

  test("an undefined message_state leaves it to the text", () => {
    expect(receipt(standard, { messageState: 77 })).toMatchObject({ state: "delivered" });
  });

  test("network_error_code stands in when the text has no error", () => {
    const networkErrorCode = Uint8Array.from([3, 0, 0x22]);
    expect(receipt(standard, { networkErrorCode })).toMatchObject({ errorCode: "34" });
    expect(receipt("id:1 stat:UNDELIV err:0AF", { networkErrorCode })).toMatchObject({ errorCode: "0AF" });
    expect(receipt("id:1", { networkErrorCode: Buffer.from("027") })).toMatchObject({ errorCode: "027" });
    expect(receipt("id:1", { networkErrorCode: Uint8Array.from([3, 0, 0]) })?.errorCode).toBeUndefined();
  });
});

describe("text", () => {
  test.each([
    ["DELIVRD", "delivered"],
    ["delivrd", "delivered"],
    ["DELIVERED", "delivered"],
    ["EXPIRED", "expired"],
    ["DELETED", "deleted"],
    ["UNDELIV", "undeliverable"],
    ["UNDELIVERABLE", "undeliverable"],
    ["FAILED", "undeliverable"],
    ["SKIPPED", "undeliverable"],
    ["ACCEPTD", "accepted"],
    ["ACKED", "accepted"],
    ["UNKNOWN", "unknown"],
    ["REJECTD", "rejected"],
    ["ENROUTE", "enroute"],
    ["BUFFRED", "enroute"],
    ["BUFFERD", "enroute"],
    ["NONSENSE", "unknown"],
  ])("stat:%s is %s", (word, state) => {
    expect(receipt(`id:1 stat:${word}`)).toMatchObject({ state, rawState: word });
  });

  test.each([
    ["no sub and dlvrd", "id:7 submit date:2511210354 done date:2511210355 stat:EXPIRED err:1 Text:hi"],
    ["another order", "stat:EXPIRED err:1 done date:2511210355 submit date:2511210354 id:7 Text:hi"],
    ["text first", "Text:hi stat:EXPIRED err:1 done date:2511210355 submit date:2511210354 id:7"],
    [
      "blanks after colons",
      "id: 7 sub: 001 submit date: 2511210354 done date: 2511210355 stat: EXPIRED err: 1 text: hi",
    ],
    ["line ends", "id:7\r\nsubmit date:2511210354\r\ndone date:2511210355\r\nstat:EXPIRED\r\nerr:1\r\ntext:hi"],
    ["commas", "id:7,sub:1,submit date:2511210354,done date:2511210355,stat:EXPIRED,err:1,text:hi"],
    ["capitals", "ID:7 SUBMIT DATE:2511210354 DONE DATE:2511210355 STAT:EXPIRED ERR:1 TEXT:hi"],
    ["underscores", "id:7 submit_date:2511210354 done_date:2511210355 stat:EXPIRED err:1 text:hi"],
  ])("%s", (_name, text) => {
    expect(receipt(text)).toMatchObject({
      carrierMessageId: "7",
      state: "expired",
      errorCode: "1",
      submittedAt: "2025-11-21T03:54:00",
      doneAt: "2025-11-21T03:55:00",
    });
  });

  test("fields keep any order", () => {
    const fields = [
      "id:7",
      "sub:001",
      "dlvrd:000",
      "submit date:2511210354",
      "done date:251121035511",
      "stat:REJECTD",
      "err:0A",
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(fields, { minLength: fields.length }), (shuffled) => {
        expect(receipt(shuffled.join(" "))).toEqual({
          carrierMessageId: "7",
          state: "rejected",
          rawState: "REJECTD",
          intermediate: false,
          errorCode: "0A",
          submittedAt: "2025-11-21T03:54:00",
          doneAt: "2025-11-21T03:55:11",
        });
      }),
    );
  });

  test("empty values are absent", () => {
    expect(receipt("id:7 submit date: done date: stat:DELIVRD err: text:")).toEqual({
      carrierMessageId: "7",
      state: "delivered",
      rawState: "DELIVRD",
      intermediate: false,
      text: "",
    });
  });

  test("nothing in the quoted text is a field", () => {
    expect(receipt("id:7 stat:DELIVRD text:err:99 done date:2511210355")?.errorCode).toBeUndefined();
    expect(receipt("id:7 stat:UNDELIV err:5 text:stat:DELIVRD id:8")).toMatchObject({
      carrierMessageId: "7",
      state: "undeliverable",
    });
  });

  test.each([
    ["2511210354", "2025-11-21T03:54:00"],
    ["251121035459", "2025-11-21T03:54:59"],
    ["202511210354", "2025-11-21T03:54:00"],
    ["20251121035459", "2025-11-21T03:54:59"],
    ["2513210354", undefined],
    ["25112103", undefined],
    ["yesterday", undefined],
  ])("date %s", (digits, expected) => {
    expect(receipt(`id:7 done date:${digits} stat:DELIVRD`)?.doneAt).toBe(expected);
  });

  test("no text whatever breaks it", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        expect(receipt(text)).not.toBeNull();
      }),
    );
  });
});
