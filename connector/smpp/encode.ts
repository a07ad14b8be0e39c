import { commandId, commandStatus, headerBytes, maxLength, tlvTag } from "./constants.ts";
import type {
  BindFields,
  DataFields,
  NoticePdu,
  QuerySm,
  RequestPdu,
  ResponsePdu,
  SubmitSmFields,
  Tlv,
} from "./pdu.ts";
import { noTlvs } from "./pdu.ts";

const { ESME_RINVMSGLEN, ESME_RINVPARLEN, ESME_RINVTLVSTREAM } = commandStatus;

/** Why a PDU cannot be said in SMPP, with the command_status an SMSC would refuse it with. */
export interface EncodeError {
  ok: false;
  commandStatus: number;
  reason: string;
}

export type EncodeResult = { ok: true; bytes: Buffer } | EncodeError;

/** Octets that `writePdu` may touch for this PDU: an upper bound, cheap to compute. */
export function encodedSizeBound(pdu: RequestPdu | NoticePdu | ResponsePdu): number {
  // 400 covers the header and every mandatory field at its longest, a short_message of 254 octets apart.
  let size = 400;
  if ("shortMessage" in pdu) {
    size += pdu.shortMessage.length;
  }
  if ("tlvs" in pdu && pdu.tlvs !== undefined) {
    for (const tlv of pdu.tlvs) {
      size += 4 + tlv.value.length;
    }
  }
  return size;
}

/** One PDU as bytes of its own. */
export function encodePdu(pdu: RequestPdu | NoticePdu | ResponsePdu, sequence: number): EncodeResult {
  const target = Buffer.allocUnsafe(encodedSizeBound(pdu));
  const end = writePdu(pdu, sequence, target, 0);
  return typeof end === "number" ? { ok: true, bytes: target.subarray(0, end) } : end;
}

/**
 * Writes one PDU into `target` at `offset`, which must have `encodedSizeBound(pdu)` octets left.
 * Returns the offset after its last octet, or why it cannot be encoded; `target` past `offset` is then undefined.
 */
export function writePdu(
  pdu: RequestPdu | NoticePdu | ResponsePdu,
  sequence: number,
  target: Buffer,
  offset: number,
): number | EncodeError {
  const writer = new Writer(target, offset + headerBytes);
  writeBody(writer, pdu);
  if (writer.error !== undefined) {
    return writer.error;
  }
  target.writeUInt32BE(writer.offset - offset, offset);
  target.writeUInt32BE(commandId[pdu.command], offset + 4);
  target.writeUInt32BE("commandStatus" in pdu ? pdu.commandStatus : 0, offset + 8);
  target.writeUInt32BE(sequence, offset + 12);
  return writer.offset;
}

function writeBody(writer: Writer, pdu: RequestPdu | NoticePdu | ResponsePdu): void {
  switch (pdu.command) {
    case "submit_sm":
    case "deliver_sm":
      return writeMessage(writer, pdu);
    case "data_sm":
      return writeData(writer, pdu);
    case "alert_notification":
      writer.address(pdu.sourceAddrTon, pdu.sourceAddrNpi, pdu.sourceAddr, "source_addr");
      writer.address(pdu.esmeAddrTon, pdu.esmeAddrNpi, pdu.esmeAddr, "esme_addr");
      return writer.tlvs(pdu.tlvs);
    case "outbind":
      writer.text(pdu.systemId, maxLength.systemId, "system_id", commandStatus.ESME_RINVSYSID);
      return writer.text(pdu.password, maxLength.password, "password", commandStatus.ESME_RINVPASWD);
    case "submit_sm_resp":
    case "deliver_sm_resp":
    case "data_sm_resp":
      // A refused submit has no body, SMPP 3.4 §4.4.2.
      if (pdu.commandStatus === 0 || pdu.command === "deliver_sm_resp" || pdu.tlvs !== undefined) {
        writer.text(pdu.messageId, maxLength.messageId, "message_id", commandStatus.ESME_RINVMSGID);
        writer.tlvs(pdu.tlvs ?? noTlvs);
      }
      return;
    case "bind_receiver":
    case "bind_transmitter":
    case "bind_transceiver":
      return writeBind(writer, pdu);
    case "bind_receiver_resp":
    case "bind_transmitter_resp":
    case "bind_transceiver_resp":
      if (pdu.commandStatus === 0) {
        writer.text(pdu.systemId, maxLength.systemId, "system_id", commandStatus.ESME_RINVSYSID);
        writer.tlvs(pdu.tlvs);
      }
      return;
    case "query_sm":
      return writeQuery(writer, pdu);
    case "query_sm_resp":
      if (pdu.commandStatus === 0) {
        writer.text(pdu.messageId, maxLength.messageId, "message_id", commandStatus.ESME_RINVMSGID);
        writer.text(pdu.finalDate, maxLength.time, "final_date", ESME_RINVPARLEN);
        writer.octet(pdu.messageState);
        writer.octet(pdu.errorCode);
      }
      return;
    case "enquire_link":
    case "enquire_link_resp":
    case "unbind":
    case "unbind_resp":
    case "generic_nack":
      return;
  }
}

function writeBind(writer: Writer, bind: BindFields): void {
  writer.text(bind.systemId, maxLength.systemId, "system_id", commandStatus.ESME_RINVSYSID);
  writer.text(bind.password, maxLength.password, "password", commandStatus.ESME_RINVPASWD);
  writer.text(bind.systemType, maxLength.systemType, "system_type", commandStatus.ESME_RINVSYSTYP);
  writer.octet(bind.interfaceVersion);
  writer.octet(bind.addrTon);
  writer.octet(bind.addrNpi);
  writer.text(bind.addressRange, maxLength.addressRange, "address_range", ESME_RINVPARLEN);
}

function writeMessage(writer: Writer, message: SubmitSmFields): void {
  const tlvs = message.tlvs ?? noTlvs;
  writer.text(message.serviceType ?? "", maxLength.serviceType, "service_type", commandStatus.ESME_RINVSERTYP);
  writer.octet(message.sourceAddrTon ?? 0);
  writer.octet(message.sourceAddrNpi ?? 0);
  writer.text(message.sourceAddr, maxLength.address, "source_addr", commandStatus.ESME_RINVSRCADR);
  writer.octet(message.destAddrTon ?? 0);
  writer.octet(message.destAddrNpi ?? 0);
  writer.text(message.destinationAddr, maxLength.address, "destination_addr", commandStatus.ESME_RINVDSTADR);
  writer.octet(message.esmClass ?? 0);
  writer.octet(message.protocolId ?? 0);
  writer.octet(message.priorityFlag ?? 0);
  writer.time(message.scheduleDeliveryTime ?? "", "schedule_delivery_time", commandStatus.ESME_RINVSCHED);
  writer.time(message.validityPeriod ?? "", "validity_period", commandStatus.ESME_RINVEXPIRY);
  writer.octet(message.registeredDelivery ?? 0);
  writer.octet(message.replaceIfPresent ?? 0);
  writer.octet(message.dataCoding ?? 0);
  writer.octet(message.smDefaultMsgId ?? 0);
  writer.shortMessage(message.shortMessage);
  // SMPP 3.4 §5.3.2.32: a body is in short_message or in message_payload, never in both.
  if (message.shortMessage.length > 0 && tlvs.some((tlv) => tlv.tag === tlvTag.message_payload)) {
    writer.fail(ESME_RINVMSGLEN, "short_message and message_payload both hold a body");
  }
  writer.tlvs(tlvs);
}

function writeData(writer: Writer, data: DataFields): void {
  writer.text(data.serviceType, maxLength.serviceType, "service_type", commandStatus.ESME_RINVSERTYP);
  writer.address(data.sourceAddrTon, data.sourceAddrNpi, data.sourceAddr, "source_addr");
  writer.address(data.destAddrTon, data.destAddrNpi, data.destinationAddr, "destination_addr");
  writer.octet(data.esmClass);
  writer.octet(data.registeredDelivery);
  writer.octet(data.dataCoding);
  writer.tlvs(data.tlvs);
}

function writeQuery(writer: Writer, query: QuerySm): void {
  writer.text(query.messageId, maxLength.messageId, "message_id", commandStatus.ESME_RINVMSGID);
  writer.octet(query.sourceAddrTon);
  writer.octet(query.sourceAddrNpi);
  writer.text(query.sourceAddr, maxLength.address, "source_addr", commandStatus.ESME_RINVSRCADR);
}

/** A cursor that keeps the first error and writes nothing past it. */
class Writer {
  offset: number;
  error: EncodeError | undefined = undefined;
  readonly #target: Buffer;

  constructor(target: Buffer, offset: number) {
    this.#target = target;
    this.offset = offset;
  }

  fail(status: number, reason: string): void {
    this.error ??= { ok: false, commandStatus: status, reason };
  }

  octet(value: number): void {
    this.#target[this.offset++] = value;
  }

  /** An address of data_sm or alert_notification, which is longer than submit_sm's. */
  address(ton: number, npi: number, value: string, field: "source_addr" | "destination_addr" | "esme_addr"): void {
    this.octet(ton);
    this.octet(npi);
    const status = field === "destination_addr" ? commandStatus.ESME_RINVDSTADR : commandStatus.ESME_RINVSRCADR;
    this.text(value, maxLength.dataAddress, field, status);
  }

  /** A C-octet string. Octets above 0x7F pass as Latin-1: alphanumeric senders of some carriers hold them. */
  text(value: string, longest: number, field: string, status: number): void {
    if (value.length > longest) {
      return this.fail(status, `${field} is longer than ${longest} octets`);
    }
    const target = this.#target;
    let offset = this.offset;
    for (let index = 0; index < value.length; index++) {
      const code = value.charCodeAt(index);
      if (code === 0 || code > 0xff) {
        return this.fail(status, `${field} holds a character that a C-octet string cannot`);
      }
      target[offset++] = code;
    }
    target[offset++] = 0;
    this.offset = offset;
  }

  /** Empty, or YYMMDDhhmmsstnnp in exactly 16 characters, SMPP 3.4 §7.1.1. */
  time(value: string, field: string, status: number): void {
    if (value.length !== 0 && value.length !== maxLength.time) {
      return this.fail(status, `${field} is neither empty nor 16 characters`);
    }
    this.text(value, maxLength.time, field, status);
  }

  shortMessage(value: Uint8Array): void {
    if (value.length > maxLength.shortMessage) {
      return this.fail(ESME_RINVMSGLEN, `short_message is longer than ${maxLength.shortMessage} octets`);
    }
    this.octet(value.length);
    this.#target.set(value, this.offset);
    this.offset += value.length;
  }

  tlvs(tlvs: readonly Tlv[]): void {
    for (const { tag, value } of tlvs) {
      if (value.length > 0xffff) {
        return this.fail(ESME_RINVTLVSTREAM, "an optional parameter is longer than 65535 octets");
      }
      this.#target.writeUInt16BE(tag, this.offset);
      this.#target.writeUInt16BE(value.length, this.offset + 2);
      this.#target.set(value, this.offset + 4);
      this.offset += 4 + value.length;
    }
  }
}
