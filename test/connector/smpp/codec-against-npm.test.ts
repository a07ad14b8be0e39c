import * as fc from "fast-check";
import smpp from "smpp";
import { describe, expect, it } from "vitest";
import { decodePdu } from "../../../connector/smpp/decode.ts";
import { encodePdu } from "../../../connector/smpp/encode.ts";
import type { NoticePdu, RequestPdu, ResponsePdu } from "../../../connector/smpp/pdu.ts";

const octet = fc.integer({ min: 0, max: 255 });
const ascii = (maxLength: number) =>
  fc
    .array(fc.integer({ min: 0x20, max: 0x7e }), { maxLength })
    .map((codes) => codes.map((code) => String.fromCharCode(code)).join(""));
const body = fc.uint8Array({ minLength: 1, maxLength: 254 }).map((value) => Buffer.from(value));

/** data_coding 4 and no header bit: npm smpp then leaves the body as bytes. */
const binary = 4;
const anyMessage = fc.record({
  serviceType: ascii(5),
  sourceAddrTon: octet,
  sourceAddrNpi: octet,
  sourceAddr: ascii(20),
  destAddrTon: octet,
  destAddrNpi: octet,
  destinationAddr: ascii(20),
  esmClass: fc.constantFrom(0, 0x04, 0x20),
  protocolId: octet,
  priorityFlag: octet,
  registeredDelivery: octet,
  replaceIfPresent: octet,
  dataCoding: fc.constant(binary),
  smDefaultMsgId: octet,
  shortMessage: body,
  receiptedMessageId: fc.option(ascii(64), { nil: undefined }),
  state: fc.option(octet, { nil: undefined }),
});
type AnyMessage = typeof anyMessage extends fc.Arbitrary<infer Value> ? Value : never;

function ourMessage(command: "submit_sm" | "deliver_sm", message: AnyMessage): RequestPdu {
  const { receiptedMessageId, state, ...fields } = message;
  const tlvs = [
    ...(receiptedMessageId === undefined ? [] : [{ tag: 0x1e, value: Buffer.from(`${receiptedMessageId}\0`) }]),
    ...(state === undefined ? [] : [{ tag: 0x427, value: Buffer.of(state) }]),
  ];
  return { command, scheduleDeliveryTime: "", validityPeriod: "", tlvs, ...fields };
}

function theirMessage(message: AnyMessage): Record<string, unknown> {
  return {
    service_type: message.serviceType,
    source_addr_ton: message.sourceAddrTon,
    source_addr_npi: message.sourceAddrNpi,
    source_addr: message.sourceAddr,
    dest_addr_ton: message.destAddrTon,
    dest_addr_npi: message.destAddrNpi,
    destination_addr: message.destinationAddr,
    esm_class: message.esmClass,
    protocol_id: message.protocolId,
    priority_flag: message.priorityFlag,
    registered_delivery: message.registeredDelivery,
    replace_if_present_flag: message.replaceIfPresent,
    data_coding: message.dataCoding,
    sm_default_msg_id: message.smDefaultMsgId,
    short_message: { message: message.shortMessage },
    ...(message.receiptedMessageId === undefined ? {} : { receipted_message_id: message.receiptedMessageId }),
    ...(message.state === undefined ? {} : { message_state: message.state }),
  };
}

const others: [ResponsePdu | NoticePdu | RequestPdu, string, Record<string, unknown>][] = [
  [
    {
      command: "bind_transceiver",
      systemId: "gateway",
      password: "secret",
      systemType: "SMPP",
      interfaceVersion: 0x34,
      addrTon: 1,
      addrNpi: 1,
      addressRange: "^57",
    },
    "bind_transceiver",
    {
      system_id: "gateway",
      password: "secret",
      system_type: "SMPP",
      interface_version: 0x34,
      addr_ton: 1,
      addr_npi: 1,
      address_range: "^57",
    },
  ],
  [
    {
      command: "bind_receiver_resp",
      commandStatus: 0,
      systemId: "smsc",
      tlvs: [{ tag: 0x210, value: Buffer.of(0x34) }],
    },
    "bind_receiver_resp",
    { system_id: "smsc", sc_interface_version: 0x34 },
  ],
  [{ command: "submit_sm_resp", commandStatus: 0, messageId: "7f00a1" }, "submit_sm_resp", { message_id: "7f00a1" }],
  [{ command: "submit_sm_resp", commandStatus: 0x58, messageId: "" }, "submit_sm_resp", { command_status: 0x58 }],
  [{ command: "deliver_sm_resp", commandStatus: 0, messageId: "" }, "deliver_sm_resp", { message_id: "" }],
  [
    { command: "query_sm", messageId: "7f00a1", sourceAddrTon: 5, sourceAddrNpi: 0, sourceAddr: "Banco" },
    "query_sm",
    { message_id: "7f00a1", source_addr_ton: 5, source_addr_npi: 0, source_addr: "Banco" },
  ],
  [
    {
      command: "data_sm",
      serviceType: "CMT",
      sourceAddrTon: 1,
      sourceAddrNpi: 1,
      sourceAddr: "573001234567",
      destAddrTon: 3,
      destAddrNpi: 0,
      destinationAddr: "12345",
      esmClass: 4,
      registeredDelivery: 1,
      dataCoding: 4,
      tlvs: [{ tag: 0x1e, value: Buffer.from("7f00a1\0") }],
    },
    "data_sm",
    {
      service_type: "CMT",
      source_addr_ton: 1,
      source_addr_npi: 1,
      source_addr: "573001234567",
      dest_addr_ton: 3,
      dest_addr_npi: 0,
      destination_addr: "12345",
      esm_class: 4,
      registered_delivery: 1,
      data_coding: 4,
      receipted_message_id: "7f00a1",
    },
  ],
  [{ command: "data_sm_resp", commandStatus: 0, messageId: "7f00a1" }, "data_sm_resp", { message_id: "7f00a1" }],
  [
    {
      command: "alert_notification",
      sourceAddrTon: 1,
      sourceAddrNpi: 1,
      sourceAddr: "573001234567",
      esmeAddrTon: 5,
      esmeAddrNpi: 0,
      esmeAddr: "Banco",
      tlvs: [],
    },
    "alert_notification",
    {
      source_addr_ton: 1,
      source_addr_npi: 1,
      source_addr: "573001234567",
      esme_addr_ton: 5,
      esme_addr_npi: 0,
      esme_addr: "Banco",
    },
  ],
  [{ command: "outbind", systemId: "smsc", password: "secret" }, "outbind", { system_id: "smsc", password: "secret" }],
  [{ command: "enquire_link" }, "enquire_link", {}],
  [{ command: "enquire_link_resp", commandStatus: 0 }, "enquire_link_resp", {}],
  [{ command: "unbind" }, "unbind", {}],
  [{ command: "unbind_resp", commandStatus: 0 }, "unbind_resp", {}],
  [{ command: "generic_nack", commandStatus: 3 }, "generic_nack", { command_status: 3 }],
];

describe("against npm smpp", () => {
  it.each(["submit_sm", "deliver_sm"] as const)("%s has the same bytes", (command) => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const theirs = new smpp.PDU(command, { ...theirMessage(message), sequence_number: 5 }).toBuffer();
        const ours = ourMessage(command, message);
        expect(encodePdu(ours, 5)).toEqual({ ok: true, bytes: theirs });
        expect(decodePdu(theirs, 0, theirs.length)).toEqual({ ...ours, sequence: 5 });
      }),
    );
  });

  it("submit_sm is read there as it was written here", () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const result = encodePdu(ourMessage("submit_sm", message), 5);
        expect(result.ok && new smpp.PDU(result.bytes)).toMatchObject({
          ...theirMessage(message),
          command: "submit_sm",
          sequence_number: 5,
        });
      }),
    );
  });

  it.each(others)("%s has the same bytes", (ours, command, fields) => {
    const theirs = new smpp.PDU(command, { ...fields, sequence_number: 5 }).toBuffer();
    expect(encodePdu(ours, 5)).toEqual({ ok: true, bytes: theirs });
    expect(decodePdu(theirs, 0, theirs.length)).toEqual({ ...ours, sequence: 5 });
  });
});
