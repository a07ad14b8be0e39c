/**
 * SMPP 3.4 PDUs as values, with what a client meets of SMPP 5.0. A request or response is what one wants to say; `sequence` is added by whoever sends it, and is
 * there on everything decoded.
 */

/** One optional parameter. Tags this codec has no name for are kept as they came. */
export interface Tlv {
  tag: number;
  value: Uint8Array;
}

export type BindCommand = "bind_receiver" | "bind_transmitter" | "bind_transceiver";

/** SMPP 3.4 §4.1. */
export interface BindFields {
  systemId: string;
  password: string;
  systemType: string;
  interfaceVersion: number;
  addrTon: number;
  addrNpi: number;
  addressRange: string;
}

/** The mandatory body of submit_sm and deliver_sm, SMPP 3.4 §4.4.1 and §4.6.1, and the optional parameters. */
export interface MessageFields {
  serviceType: string;
  sourceAddrTon: number;
  sourceAddrNpi: number;
  sourceAddr: string;
  destAddrTon: number;
  destAddrNpi: number;
  destinationAddr: string;
  esmClass: number;
  protocolId: number;
  priorityFlag: number;
  scheduleDeliveryTime: string;
  validityPeriod: string;
  registeredDelivery: number;
  replaceIfPresent: number;
  dataCoding: number;
  smDefaultMsgId: number;
  /** At most 254 octets; empty when the body is in a message_payload. Decoded: a view of the received bytes. */
  shortMessage: Uint8Array;
  tlvs: readonly Tlv[];
}

/** What a sender fills in; absent fields are 0 or empty. */
export type SubmitSmFields = Pick<MessageFields, "sourceAddr" | "destinationAddr" | "shortMessage"> &
  Partial<MessageFields>;

type Message<Name extends string> = { command: Name } & SubmitSmFields;

/** SMPP 3.4 §4.8.1. */
export interface QuerySm {
  command: "query_sm";
  messageId: string;
  sourceAddrTon: number;
  sourceAddrNpi: number;
  sourceAddr: string;
}

export type BindRequest = { command: BindCommand } & BindFields;

/** SMPP 3.4 §4.7.1: a message whose body, if it has one, is in message_payload. */
export interface DataFields {
  serviceType: string;
  sourceAddrTon: number;
  sourceAddrNpi: number;
  sourceAddr: string;
  destAddrTon: number;
  destAddrNpi: number;
  destinationAddr: string;
  esmClass: number;
  registeredDelivery: number;
  dataCoding: number;
  tlvs: readonly Tlv[];
}

/** SMPP 3.4 §4.1.7: an SMSC asks on a connection it opened to be bound to. It has no response. */
export interface Outbind {
  command: "outbind";
  systemId: string;
  password: string;
}

/** SMPP 3.4 §4.12.1: a handset is there again. It has no response. */
export interface AlertNotification {
  command: "alert_notification";
  sourceAddrTon: number;
  sourceAddrNpi: number;
  sourceAddr: string;
  esmeAddrTon: number;
  esmeAddrNpi: number;
  esmeAddr: string;
  tlvs: readonly Tlv[];
}

/** A PDU that is answered. */
export type RequestPdu =
  | BindRequest
  | Message<"submit_sm">
  | Message<"deliver_sm">
  | ({ command: "data_sm" } & DataFields)
  | QuerySm
  | { command: "enquire_link" }
  | { command: "unbind" };

interface Status {
  /** command_status; 0 is ESME_ROK. */
  commandStatus: number;
}

export interface BindResponse extends Status {
  command: `${BindCommand}_resp`;
  systemId: string;
  tlvs: readonly Tlv[];
}

/** A PDU that is not answered. */
export type NoticePdu = Outbind | AlertNotification;

/** messageId is empty when the SMSC refused, and always in deliver_sm_resp (SMPP 3.4 §4.6.2). */
export interface MessageResponse extends Status {
  command: "submit_sm_resp" | "deliver_sm_resp" | "data_sm_resp";
  messageId: string;
  /** SMPP 3.4 has them in data_sm_resp only, 5.0 in all three. Absent where there are none. */
  tlvs?: readonly Tlv[];
}

/** SMPP 3.4 §4.8.2. */
export interface QuerySmResponse extends Status {
  command: "query_sm_resp";
  messageId: string;
  /** YYMMDDhhmmsstnnp, or empty while the message is not in a final state. */
  finalDate: string;
  /** See `messageState` in constants. */
  messageState: number;
  errorCode: number;
}

export interface PlainResponse extends Status {
  command: "enquire_link_resp" | "unbind_resp" | "generic_nack";
}

export type ResponsePdu = BindResponse | MessageResponse | QuerySmResponse | PlainResponse;

interface Sequenced {
  /** 1 to 0x7FFFFFFF; 0 and higher values from a peer are answered with the same number. */
  sequence: number;
}

export type Received<Body> = Body & Sequenced;

/** A decoded submit_sm: every field is there. */
export type SubmitSm = Received<{ command: "submit_sm" } & MessageFields>;
/** A decoded deliver_sm: every field is there. */
export type DeliverSm = Received<{ command: "deliver_sm" } & MessageFields>;

export type DataSm = Received<{ command: "data_sm" } & DataFields>;

export type ReceivedNotice = Received<Outbind> | Received<AlertNotification>;

export type ReceivedRequest =
  | Received<BindRequest>
  | SubmitSm
  | DeliverSm
  | DataSm
  | Received<QuerySm>
  | Received<{ command: "enquire_link" }>
  | Received<{ command: "unbind" }>;

export type ReceivedResponse =
  | Received<BindResponse>
  | Received<MessageResponse>
  | Received<QuerySmResponse>
  | Received<PlainResponse>;

/** A PDU whose frame is sound and whose content is not. */
export interface MalformedPdu extends Sequenced {
  command: "malformed";
  /** command_id as it came. */
  commandId: number;
  /** command_status to answer with. */
  commandStatus: number;
  reason: string;
}

export type DecodedPdu = ReceivedRequest | ReceivedNotice | ReceivedResponse | MalformedPdu;

export const noTlvs: readonly Tlv[] = Object.freeze([]);

export function findTlv(tlvs: readonly Tlv[], tag: number): Uint8Array | undefined {
  return tlvs.find((tlv) => tlv.tag === tag)?.value;
}
