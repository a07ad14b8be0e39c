import { tlvTag } from "../../../connector/smpp/constants.ts";
import { encodePdu } from "../../../connector/smpp/encode.ts";
import type { SubmitSmFields } from "../../../connector/smpp/pdu.ts";

type AnyPdu = Parameters<typeof encodePdu>[0];

const bind = {
  systemId: "fuzz",
  password: "secret",
  systemType: "",
  interfaceVersion: 0x34,
  addrTon: 0,
  addrNpi: 0,
  addressRange: "",
};
const bound = { commandStatus: 0, systemId: "smsc", tlvs: [{ tag: 0x0210, value: Uint8Array.of(0x34) }] };
const id = "1234567890123456";
const text: SubmitSmFields = {
  sourceAddr: "12345",
  destinationAddr: "573001234567",
  shortMessage: Buffer.from("Su código es 4711", "latin1"),
  registeredDelivery: 1,
};
const receipt: SubmitSmFields = {
  ...text,
  esmClass: 4,
  shortMessage: Buffer.from(
    `id:${id} sub:001 dlvrd:001 submit date:2601010000 done date:2601010000 stat:DELIVRD err:000`,
  ),
  tlvs: [
    { tag: tlvTag.receipted_message_id, value: Buffer.from(`${id}\0`) },
    { tag: tlvTag.message_state, value: Uint8Array.of(2) },
  ],
};
const payload: SubmitSmFields = {
  ...text,
  shortMessage: Buffer.alloc(0),
  tlvs: [{ tag: tlvTag.message_payload, value: Buffer.alloc(700, "long ") }],
};
const headed: SubmitSmFields = {
  ...text,
  esmClass: 0x40,
  dataCoding: 8,
  shortMessage: Buffer.from("050003070201", "hex"),
};

const numbers = { sourceAddrTon: 1, sourceAddrNpi: 1, sourceAddr: "573001234567" };
const alert = { ...numbers, esmeAddrTon: 0, esmeAddrNpi: 0, esmeAddr: "12345", tlvs: [] };
const data = {
  ...numbers,
  serviceType: "",
  destAddrTon: 0,
  destAddrNpi: 0,
  destinationAddr: "12345",
  esmClass: 0,
  registeredDelivery: 0,
  dataCoding: 0,
  tlvs: payload.tlvs ?? [],
};

const pdus: AnyPdu[] = [
  { command: "bind_receiver", ...bind },
  { command: "bind_transmitter", ...bind },
  { command: "bind_transceiver", ...bind },
  { command: "bind_transceiver_resp", ...bound },
  { command: "bind_transmitter_resp", ...bound },
  { command: "bind_receiver_resp", ...bound },
  { command: "submit_sm", ...text },
  { command: "submit_sm", ...payload },
  { command: "submit_sm", ...headed },
  { command: "submit_sm_resp", commandStatus: 0, messageId: id },
  { command: "submit_sm_resp", commandStatus: 0x58, messageId: "" },
  { command: "deliver_sm", ...text },
  { command: "deliver_sm", ...receipt },
  { command: "deliver_sm", ...payload },
  { command: "deliver_sm_resp", commandStatus: 0, messageId: "" },
  { command: "data_sm", ...data },
  { command: "data_sm_resp", commandStatus: 0, messageId: id },
  { command: "alert_notification", ...alert },
  { command: "outbind", systemId: "smsc", password: "secret" },
  { command: "query_sm", messageId: id, sourceAddrTon: 0, sourceAddrNpi: 0, sourceAddr: "12345" },
  { command: "query_sm_resp", commandStatus: 0, messageId: id, finalDate: "", messageState: 1, errorCode: 0 },
  { command: "enquire_link" },
  { command: "enquire_link_resp", commandStatus: 0 },
  { command: "unbind_resp", commandStatus: 0 },
  { command: "generic_nack", commandStatus: 3 },
];

/** One PDU under this number. */
export function pduBytes(pdu: AnyPdu, sequence: number): Buffer {
  const result = encodePdu(pdu, sequence);
  if (!result.ok) {
    throw new Error(result.reason);
  }
  return result.bytes;
}

const [first, ...others] = pdus.map((pdu) => pduBytes(pdu, 1));
if (first === undefined) {
  throw new Error("there are no PDUs");
}

/** What mutations start from: PDUs of either side, as they should be. */
export const soundPdus: readonly [Buffer, ...Buffer[]] = [first, ...others];
