/** command_id, SMPP 3.4 §5.1.2.1. A response's id is its request's with the top bit set. */
export const commandId = {
  bind_receiver: 0x00000001,
  bind_transmitter: 0x00000002,
  query_sm: 0x00000003,
  submit_sm: 0x00000004,
  deliver_sm: 0x00000005,
  unbind: 0x00000006,
  bind_transceiver: 0x00000009,
  outbind: 0x0000000b,
  enquire_link: 0x00000015,
  alert_notification: 0x00000102,
  data_sm: 0x00000103,
  generic_nack: 0x80000000,
  bind_receiver_resp: 0x80000001,
  bind_transmitter_resp: 0x80000002,
  query_sm_resp: 0x80000003,
  submit_sm_resp: 0x80000004,
  deliver_sm_resp: 0x80000005,
  unbind_resp: 0x80000006,
  bind_transceiver_resp: 0x80000009,
  enquire_link_resp: 0x80000015,
  data_sm_resp: 0x80000103,
} as const;

export type Command = keyof typeof commandId;

/** command_status, SMPP 3.4 §5.1.3. */
export const commandStatus = {
  ESME_ROK: 0x00,
  ESME_RINVMSGLEN: 0x01,
  ESME_RINVCMDLEN: 0x02,
  ESME_RINVCMDID: 0x03,
  ESME_RINVBNDSTS: 0x04,
  ESME_RALYBND: 0x05,
  ESME_RINVPRTFLG: 0x06,
  ESME_RINVREGDLVFLG: 0x07,
  ESME_RSYSERR: 0x08,
  ESME_RINVSRCADR: 0x0a,
  ESME_RINVDSTADR: 0x0b,
  ESME_RINVMSGID: 0x0c,
  ESME_RBINDFAIL: 0x0d,
  ESME_RINVPASWD: 0x0e,
  ESME_RINVSYSID: 0x0f,
  ESME_RMSGQFUL: 0x14,
  ESME_RINVSERTYP: 0x15,
  ESME_RINVESMCLASS: 0x43,
  ESME_RSUBMITFAIL: 0x45,
  ESME_RINVSYSTYP: 0x53,
  ESME_RTHROTTLED: 0x58,
  ESME_RINVSCHED: 0x61,
  ESME_RINVEXPIRY: 0x62,
  ESME_RX_T_APPN: 0x64,
  ESME_RX_P_APPN: 0x65,
  ESME_RX_R_APPN: 0x66,
  ESME_RQUERYFAIL: 0x67,
  ESME_RINVPARLEN: 0xc2,
  ESME_RINVTLVSTREAM: 0xc0,
  ESME_RUNKNOWNERR: 0xff,
} as const;

const statusNames = new Map<number, string>(Object.entries(commandStatus).map(([name, code]) => [code, name]));

/** `ESME_RTHROTTLED`, or `0x00000401` for a carrier's own code. */
export function commandStatusName(status: number): string {
  return statusNames.get(status) ?? `0x${status.toString(16).padStart(8, "0")}`;
}

/** Optional parameter tags, SMPP 3.4 §5.3.2, and what SMPP 5.0 adds. */
export const tlvTag = {
  receipted_message_id: 0x001e,
  user_message_reference: 0x0204,
  sar_msg_ref_num: 0x020c,
  sar_total_segments: 0x020e,
  sar_segment_seqnum: 0x020f,
  sc_interface_version: 0x0210,
  network_error_code: 0x0423,
  message_payload: 0x0424,
  message_state: 0x0427,
  /** SMPP 5.0 §4.8.4.18. */
  congestion_state: 0x0428,
} as const;

/** esm_class bits, SMPP 3.4 §5.2.12. */
export const esmClass = {
  default: 0x00,
  /** Bits 5-2: what kind of message it is. */
  typeMask: 0x3c,
  deliveryReceipt: 0x04,
  intermediateNotification: 0x20,
  /** The message body starts with a user data header. */
  userDataHeader: 0x40,
} as const;

/** registered_delivery bits, SMPP 3.4 §5.2.17; `success` is SMPP 5.0's. */
export const registeredDelivery = {
  none: 0x00,
  final: 0x01,
  failure: 0x02,
  success: 0x03,
  receiptMask: 0x03,
  intermediate: 0x10,
} as const;

/** message_state, SMPP 3.4 §5.2.28. */
export const messageState = {
  enroute: 1,
  delivered: 2,
  expired: 3,
  deleted: 4,
  undeliverable: 5,
  accepted: 6,
  unknown: 7,
  rejected: 8,
} as const;

export type MessageState = keyof typeof messageState;

/** interface_version, SMPP 3.4 §5.2.4 and 5.0 §4.7.13. */
export const interfaceVersion = { smpp34: 0x34, smpp50: 0x50 } as const;

/** Octets of the header: command_length, command_id, command_status, sequence_number. */
export const headerBytes = 16;

export const maxSequence = 0x7fffffff;

/** Longest values without the terminating NUL, SMPP 3.4 §4; password is 8 there, and 16 at carriers this must reach. */
export const maxLength = {
  systemId: 15,
  password: 16,
  systemType: 12,
  addressRange: 40,
  serviceType: 5,
  address: 20,
  /** Of data_sm and alert_notification, SMPP 3.4 §4.7.1 and §4.12.1. */
  dataAddress: 64,
  time: 16,
  messageId: 64,
  shortMessage: 254,
} as const;
