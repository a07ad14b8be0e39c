import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commandStatus, tlvTag } from "../../../connector/smpp/constants.ts";
import { decodePdu } from "../../../connector/smpp/decode.ts";
import { encodePdu } from "../../../connector/smpp/encode.ts";
import type { DecodedPdu, NoticePdu, RequestPdu, ResponsePdu } from "../../../connector/smpp/pdu.ts";

const octet = fc.integer({ min: 0, max: 255 });
const sequence = fc.integer({ min: 1, max: 0x7fffffff });
const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((value) => Buffer.from(value));
const cString = (maxLength: number) =>
  fc
    .array(fc.integer({ min: 1, max: 255 }), { maxLength })
    .map((codes) => codes.map((code) => String.fromCharCode(code)).join(""));
const time = fc.constantFrom("", "000001000000000R", "261224183000000+");
const status = fc.integer({ min: 1, max: 0xffffffff });
const tlvs = fc.array(fc.record({ tag: fc.integer({ min: 0x0425, max: 0xffff }), value: bytes(300) }), {
  maxLength: 4,
});

const messageFields = {
  serviceType: cString(5),
  sourceAddrTon: octet,
  sourceAddrNpi: octet,
  sourceAddr: cString(20),
  destAddrTon: octet,
  destAddrNpi: octet,
  destinationAddr: cString(20),
  esmClass: octet,
  protocolId: octet,
  priorityFlag: octet,
  scheduleDeliveryTime: time,
  validityPeriod: time,
  registeredDelivery: octet,
  replaceIfPresent: octet,
  dataCoding: octet,
  smDefaultMsgId: octet,
  shortMessage: bytes(254),
  tlvs,
};

const bindCommand = fc.constantFrom("bind_receiver", "bind_transmitter", "bind_transceiver");
const anyRequest: fc.Arbitrary<RequestPdu> = fc.oneof(
  fc.record({
    command: bindCommand,
    systemId: cString(15),
    password: cString(16),
    systemType: cString(12),
    interfaceVersion: octet,
    addrTon: octet,
    addrNpi: octet,
    addressRange: cString(40),
  }),
  fc.record({ command: fc.constantFrom("submit_sm", "deliver_sm"), ...messageFields }),
  fc.record({
    command: fc.constant("query_sm"),
    messageId: cString(64),
    sourceAddrTon: octet,
    sourceAddrNpi: octet,
    sourceAddr: cString(20),
  }),
  fc.record({
    command: fc.constant("data_sm"),
    serviceType: cString(5),
    sourceAddrTon: octet,
    sourceAddrNpi: octet,
    sourceAddr: cString(64),
    destAddrTon: octet,
    destAddrNpi: octet,
    destinationAddr: cString(64),
    esmClass: octet,
    registeredDelivery: octet,
    dataCoding: octet,
    tlvs,
  }),
  fc.record({ command: fc.constantFrom("enquire_link", "unbind") }),
);

const anyNotice: fc.Arbitrary<NoticePdu> = fc.oneof(
  fc.record({ command: fc.constant("outbind"), systemId: cString(15), password: cString(16) }),
  fc.record({
    command: fc.constant("alert_notification"),
    sourceAddrTon: octet,
    sourceAddrNpi: octet,
    sourceAddr: cString(64),
    esmeAddrTon: octet,
    esmeAddrNpi: octet,
    esmeAddr: cString(64),
    tlvs,
  }),
);

const ok = fc.constant(0);
const anyResponse: fc.Arbitrary<ResponsePdu> = fc.oneof(
  fc.record({
    command: fc.constantFrom("bind_receiver_resp", "bind_transmitter_resp", "bind_transceiver_resp"),
    commandStatus: ok,
    systemId: cString(15),
    tlvs,
  }),
  fc.record({
    command: fc.constantFrom("submit_sm_resp", "data_sm_resp"),
    commandStatus: ok,
    messageId: cString(64),
  }),
  fc.record({
    command: fc.constantFrom("submit_sm_resp", "data_sm_resp"),
    commandStatus: octet,
    messageId: fc.constant(""),
    tlvs: tlvs.filter((list) => list.length > 0),
  }),
  fc.record({ command: fc.constant("submit_sm_resp"), commandStatus: status, messageId: fc.constant("") }),
  fc.record({ command: fc.constant("deliver_sm_resp"), commandStatus: status, messageId: fc.constant("") }),
  fc.record({
    command: fc.constant("query_sm_resp"),
    commandStatus: ok,
    messageId: cString(64),
    finalDate: time,
    messageState: octet,
    errorCode: octet,
  }),
  fc.record({
    command: fc.constantFrom("enquire_link_resp", "unbind_resp", "generic_nack"),
    commandStatus: status,
  }),
);

function encoded(pdu: RequestPdu | NoticePdu | ResponsePdu, sequenceNumber = 1): Buffer {
  const result = encodePdu(pdu, sequenceNumber);
  if (!result.ok) {
    throw new Error(result.reason);
  }
  return result.bytes;
}

function decoded(value: Buffer): DecodedPdu {
  return decodePdu(value, 0, value.length);
}

const submit = {
  command: "submit_sm",
  sourceAddr: "1",
  destinationAddr: "2",
  shortMessage: Buffer.from("hi"),
} as const;

/** A PDU of this body behind a header. */
function raw(commandId: number, status: number, body: Uint8Array): Buffer {
  const header = Buffer.alloc(16);
  header.writeUInt32BE(16 + body.length, 0);
  header.writeUInt32BE(commandId, 4);
  header.writeUInt32BE(status, 8);
  header.writeUInt32BE(7, 12);
  return Buffer.concat([header, body]);
}

describe("encoding and decoding", () => {
  it("gives back every PDU as it was", () => {
    fc.assert(
      fc.property(fc.oneof(anyRequest, anyNotice, anyResponse), sequence, (pdu, number) => {
        expect(decoded(encoded(pdu, number))).toEqual({ ...pdu, sequence: number });
      }),
    );
  });

  it("writes the length of the whole PDU first", () => {
    fc.assert(
      fc.property(fc.oneof(anyRequest, anyResponse), (pdu) => {
        const value = encoded(pdu);
        expect(value.readUInt32BE(0)).toBe(value.length);
      }),
    );
  });

  it("decodes where the PDU lies, among other bytes", () => {
    const before = Buffer.alloc(5, 0xff);
    const value = encoded(submit, 9);
    const all = Buffer.concat([before, value, before]);
    expect(decodePdu(all, 5, 5 + value.length)).toEqual(decoded(value));
  });

  it("never throws, whatever the bytes", () => {
    const ids = fc.constantFrom(
      1,
      2,
      3,
      4,
      5,
      6,
      9,
      0x15,
      0x80000000,
      0x80000004,
      0x80000009,
      0x0b,
      0x102,
      0x103,
      0x80000103,
    );
    fc.assert(
      fc.property(ids, status, fc.uint8Array({ maxLength: 200 }), (id, code, body) => {
        expect(decoded(raw(id, code, body)).sequence).toBe(7);
      }),
      { numRuns: 1_000 },
    );
  });

  it("writes the absent fields of a submit_sm as zero or empty", () => {
    expect(decoded(encoded(submit, 3))).toEqual({
      command: "submit_sm",
      sequence: 3,
      serviceType: "",
      sourceAddrTon: 0,
      sourceAddrNpi: 0,
      sourceAddr: "1",
      destAddrTon: 0,
      destAddrNpi: 0,
      destinationAddr: "2",
      esmClass: 0,
      protocolId: 0,
      priorityFlag: 0,
      scheduleDeliveryTime: "",
      validityPeriod: "",
      registeredDelivery: 0,
      replaceIfPresent: 0,
      dataCoding: 0,
      smDefaultMsgId: 0,
      shortMessage: Buffer.from("hi"),
      tlvs: [],
    });
  });

  it("keeps a body of 60 KB in message_payload", () => {
    const payload = { tag: tlvTag.message_payload, value: Buffer.alloc(60_000, 0x41) };
    const value = encoded({ ...submit, shortMessage: Buffer.alloc(0), tlvs: [payload] });
    expect(decoded(value)).toMatchObject({ shortMessage: Buffer.alloc(0), tlvs: [payload] });
  });
});

describe("what cannot be said is refused by value", () => {
  it.each([
    ["an address with a NUL", { destinationAddr: "57300\u0000123" }, commandStatus.ESME_RINVDSTADR],
    ["an address beyond Latin-1", { sourceAddr: "Pago€" }, commandStatus.ESME_RINVSRCADR],
    ["a source of 21 octets", { sourceAddr: "1".repeat(21) }, commandStatus.ESME_RINVSRCADR],
    ["a destination of 21 octets", { destinationAddr: "1".repeat(21) }, commandStatus.ESME_RINVDSTADR],
    ["a service_type of 6 octets", { serviceType: "123456" }, commandStatus.ESME_RINVSERTYP],
    ["a body of 255 octets", { shortMessage: Buffer.alloc(255) }, commandStatus.ESME_RINVMSGLEN],
    ["a validity_period that is no time", { validityPeriod: "5m" }, commandStatus.ESME_RINVEXPIRY],
    ["two bodies", { tlvs: [{ tag: tlvTag.message_payload, value: Buffer.from("x") }] }, commandStatus.ESME_RINVMSGLEN],
    ["a TLV of 64 KB", { tlvs: [{ tag: 0x1400, value: Buffer.alloc(65_536) }] }, commandStatus.ESME_RINVTLVSTREAM],
  ])("%s", (_what, fields, expected) => {
    expect(encodePdu({ ...submit, ...fields }, 1)).toMatchObject({ ok: false, commandStatus: expected });
  });
});

describe("what SMSCs send beside the standard is read", () => {
  it.each([
    [
      "a refusal with parameters and no message_id",
      raw(0x80000004, 0x58, Buffer.from("0428000163", "hex")),
      { commandStatus: 0x58, messageId: "", tlvs: [{ tag: tlvTag.congestion_state, value: Buffer.of(99) }] },
    ],
    [
      "a refusal with an empty message_id and parameters",
      raw(0x80000004, 0x58, Buffer.from("000428000163", "hex")),
      { commandStatus: 0x58, messageId: "", tlvs: [{ tag: tlvTag.congestion_state, value: Buffer.of(99) }] },
    ],
    [
      "a response with octets behind its message_id that are no parameters",
      raw(0x80000004, 0, Buffer.from("3700ffff", "hex")),
      { commandStatus: 0, messageId: "7" },
    ],
    [
      "an error response without a body",
      raw(0x80000004, 0x58, Buffer.alloc(0)),
      { commandStatus: 0x58, messageId: "" },
    ],
    ["an id without its NUL", raw(0x80000004, 0, Buffer.from("abc")), { messageId: "abc" }],
    ["a bind response without TLVs", raw(0x80000009, 0, Buffer.from("smsc\0")), { systemId: "smsc", tlvs: [] }],
    ["a bind response without anything", raw(0x80000009, 0, Buffer.alloc(0)), { systemId: "" }],
    ["a deliver_sm_resp without a body", raw(0x80000005, 0, Buffer.alloc(0)), { commandStatus: 0 }],
    ["a query_sm_resp cut short", raw(0x80000003, 0, Buffer.from("id\0")), { messageId: "id", messageState: 0 }],
  ])("%s", (_what, value, expected) => {
    expect(decoded(value)).toMatchObject(expected);
  });

  it("keeps TLVs it has no name for", () => {
    const tlv = { tag: 0x1601, value: Buffer.from([1, 2, 3]) };
    expect(decoded(encoded({ ...submit, tlvs: [tlv] }))).toMatchObject({ tlvs: [tlv] });
  });
});

describe("what cannot be read names the command_status to answer", () => {
  const whole = encoded(submit);
  const withBody = (body: Buffer): Buffer => raw(4, 0, body);
  const address = Buffer.from("1".repeat(21) + "\0");

  it.each([
    ["an unknown command_id", raw(0x00000021, 0, Buffer.alloc(0)), commandStatus.ESME_RINVCMDID],
    ["a submit_sm without a body", withBody(Buffer.alloc(0)), commandStatus.ESME_RINVCMDLEN],
    ["a submit_sm cut in its body", withBody(whole.subarray(16, whole.length - 1)), commandStatus.ESME_RINVMSGLEN],
    ["a submit_sm cut before its body", withBody(whole.subarray(16, 24)), commandStatus.ESME_RINVCMDLEN],
    ["a source that is too long", withBody(Buffer.concat([Buffer.alloc(3), address])), commandStatus.ESME_RINVSRCADR],
    [
      "a TLV that reaches past the end",
      withBody(Buffer.concat([whole.subarray(16), Buffer.from([0x04, 0x24, 0x00, 0x09, 0x41])])),
      commandStatus.ESME_RINVTLVSTREAM,
    ],
    [
      "octets too few for a TLV",
      withBody(Buffer.concat([whole.subarray(16), Buffer.from([0x04])])),
      commandStatus.ESME_RINVTLVSTREAM,
    ],
  ])("%s", (_what, value, expected) => {
    expect(decoded(value)).toMatchObject({ command: "malformed", sequence: 7, commandStatus: expected });
  });
});
