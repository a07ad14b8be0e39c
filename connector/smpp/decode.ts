import { commandId, commandStatus, headerBytes, maxLength } from "./constants.ts";
import type { BindCommand, DecodedPdu, MalformedPdu, MessageFields, MessageResponse, Received, Tlv } from "./pdu.ts";
import { noTlvs } from "./pdu.ts";

const { ESME_RINVCMDLEN, ESME_RINVCMDID, ESME_RINVMSGLEN, ESME_RINVMSGID, ESME_RINVTLVSTREAM } = commandStatus;

/**
 * Decodes the one PDU that lies in `bytes` from `start` to `end`. Never throws: content that breaks SMPP 3.4 comes back as
 * `malformed`, with the command_status to answer. Bodies and TLV values are views into `bytes`.
 *
 * Looser than the standard where SMSCs are: any response may lack its body or the NUL that ends it, TLVs may lack anywhere.
 */
export function decodePdu(bytes: Buffer, start: number, end: number): DecodedPdu {
  if (end - start < headerBytes) {
    return malformed(0, 0, ESME_RINVCMDLEN, "shorter than a header");
  }
  const id = bytes.readUInt32BE(start + 4);
  const status = bytes.readUInt32BE(start + 8);
  const sequence = bytes.readUInt32BE(start + 12);
  const reader = new Reader(bytes, start + headerBytes, end);
  const pdu = decodeBody(reader, id, status, sequence);
  return reader.fault === undefined ? pdu : malformed(id, sequence, reader.faultStatus, reader.fault);
}

function malformed(id: number, sequence: number, status: number, reason: string): MalformedPdu {
  return { command: "malformed", commandId: id, sequence, commandStatus: status, reason };
}

function decodeBody(reader: Reader, id: number, status: number, sequence: number): DecodedPdu {
  switch (id) {
    case commandId.submit_sm_resp:
      return messageResponse(reader, "submit_sm_resp", status, sequence);
    case commandId.deliver_sm_resp:
      return messageResponse(reader, "deliver_sm_resp", status, sequence);
    case commandId.submit_sm:
      return message(reader, "submit_sm", sequence);
    case commandId.deliver_sm:
      return message(reader, "deliver_sm", sequence);
    case commandId.enquire_link:
      return { command: "enquire_link", sequence };
    case commandId.enquire_link_resp:
      return { command: "enquire_link_resp", sequence, commandStatus: status };
    case commandId.unbind:
      return { command: "unbind", sequence };
    case commandId.unbind_resp:
      return { command: "unbind_resp", sequence, commandStatus: status };
    case commandId.generic_nack:
      return { command: "generic_nack", sequence, commandStatus: status };
    case commandId.bind_receiver:
      return bind(reader, "bind_receiver", sequence);
    case commandId.bind_transmitter:
      return bind(reader, "bind_transmitter", sequence);
    case commandId.bind_transceiver:
      return bind(reader, "bind_transceiver", sequence);
    case commandId.bind_receiver_resp:
      return bindResponse(reader, "bind_receiver_resp", status, sequence);
    case commandId.bind_transmitter_resp:
      return bindResponse(reader, "bind_transmitter_resp", status, sequence);
    case commandId.bind_transceiver_resp:
      return bindResponse(reader, "bind_transceiver_resp", status, sequence);
    case commandId.query_sm:
      return {
        command: "query_sm",
        sequence,
        messageId: reader.text(maxLength.messageId, "message_id", ESME_RINVMSGID),
        sourceAddrTon: reader.octet(),
        sourceAddrNpi: reader.octet(),
        sourceAddr: reader.text(maxLength.address, "source_addr", commandStatus.ESME_RINVSRCADR),
      };
    case commandId.query_sm_resp:
      return {
        command: "query_sm_resp",
        sequence,
        commandStatus: status,
        messageId: reader.optionalText(maxLength.messageId, "message_id"),
        finalDate: reader.optionalText(maxLength.time, "final_date"),
        messageState: reader.optionalOctet(),
        errorCode: reader.optionalOctet(),
      };
    default:
      return malformed(id, sequence, ESME_RINVCMDID, `command_id 0x${id.toString(16).padStart(8, "0")} is not known`);
  }
}

function messageResponse(
  reader: Reader,
  command: MessageResponse["command"],
  status: number,
  sequence: number,
): Received<MessageResponse> {
  return {
    command,
    sequence,
    commandStatus: status,
    messageId: reader.optionalText(maxLength.messageId, "message_id"),
  };
}

function bind(reader: Reader, command: BindCommand, sequence: number): DecodedPdu {
  return {
    command,
    sequence,
    systemId: reader.text(maxLength.systemId, "system_id", commandStatus.ESME_RINVSYSID),
    password: reader.text(maxLength.password, "password", commandStatus.ESME_RINVPASWD),
    systemType: reader.text(maxLength.systemType, "system_type", commandStatus.ESME_RINVSYSTYP),
    interfaceVersion: reader.octet(),
    addrTon: reader.octet(),
    addrNpi: reader.octet(),
    addressRange: reader.text(maxLength.addressRange, "address_range", commandStatus.ESME_RINVPARLEN),
  };
}

function bindResponse(reader: Reader, command: `${BindCommand}_resp`, status: number, sequence: number): DecodedPdu {
  return {
    command,
    sequence,
    commandStatus: status,
    // SMSCs put host names longer than the standard allows here; nothing depends on it.
    systemId: reader.optionalText(255, "system_id"),
    tlvs: reader.tlvs(),
  };
}

function message<Name extends "submit_sm" | "deliver_sm">(
  reader: Reader,
  command: Name,
  sequence: number,
): { command: Name; sequence: number } & MessageFields {
  return {
    command,
    sequence,
    serviceType: reader.text(maxLength.serviceType, "service_type", commandStatus.ESME_RINVSERTYP),
    sourceAddrTon: reader.octet(),
    sourceAddrNpi: reader.octet(),
    sourceAddr: reader.text(maxLength.address, "source_addr", commandStatus.ESME_RINVSRCADR),
    destAddrTon: reader.octet(),
    destAddrNpi: reader.octet(),
    destinationAddr: reader.text(maxLength.address, "destination_addr", commandStatus.ESME_RINVDSTADR),
    esmClass: reader.octet(),
    protocolId: reader.octet(),
    priorityFlag: reader.octet(),
    scheduleDeliveryTime: reader.text(maxLength.time, "schedule_delivery_time", commandStatus.ESME_RINVSCHED),
    validityPeriod: reader.text(maxLength.time, "validity_period", commandStatus.ESME_RINVEXPIRY),
    registeredDelivery: reader.octet(),
    replaceIfPresent: reader.octet(),
    dataCoding: reader.octet(),
    smDefaultMsgId: reader.octet(),
    shortMessage: reader.shortMessage(),
    tlvs: reader.tlvs(),
  };
}

const noBytes = Buffer.alloc(0);

/** A cursor that keeps the first fault and reads zeros and empty strings past it. */
class Reader {
  fault: string | undefined = undefined;
  faultStatus = 0;
  readonly #bytes: Buffer;
  readonly #end: number;
  #offset: number;

  constructor(bytes: Buffer, offset: number, end: number) {
    this.#bytes = bytes;
    this.#offset = offset;
    this.#end = end;
  }

  #fail(status: number, reason: string): void {
    if (this.fault === undefined) {
      this.fault = reason;
      this.faultStatus = status;
    }
    this.#offset = this.#end;
  }

  octet(): number {
    if (this.#offset >= this.#end) {
      this.#fail(ESME_RINVCMDLEN, "the PDU ends before its mandatory fields do");
      return 0;
    }
    return this.#bytes[this.#offset++] ?? 0;
  }

  optionalOctet(): number {
    return this.#offset < this.#end ? this.octet() : 0;
  }

  text(longest: number, field: string, status: number): string {
    const start = this.#offset;
    const terminator = this.#terminator(start);
    if (terminator === -1) {
      this.#fail(ESME_RINVCMDLEN, `${field} is not terminated`);
      return "";
    }
    return this.#slice(start, terminator, longest, field, status);
  }

  optionalText(longest: number, field: string): string {
    const start = this.#offset;
    const terminator = this.#terminator(start);
    return this.#slice(start, terminator === -1 ? this.#end : terminator, longest, field, ESME_RINVCMDLEN);
  }

  #terminator(start: number): number {
    const bytes = this.#bytes;
    const end = this.#end;
    for (let offset = start; offset < end; offset++) {
      if (bytes[offset] === 0) {
        return offset;
      }
    }
    return -1;
  }

  #slice(start: number, terminator: number, longest: number, field: string, status: number): string {
    if (terminator - start > longest) {
      this.#fail(status, `${field} is longer than ${longest} octets`);
      return "";
    }
    this.#offset = Math.min(terminator + 1, this.#end);
    return start === terminator ? "" : this.#bytes.toString("latin1", start, terminator);
  }

  shortMessage(): Uint8Array {
    const length = this.octet();
    const start = this.#offset;
    if (start + length > this.#end) {
      this.#fail(ESME_RINVMSGLEN, "sm_length reaches past the end of the PDU");
      return noBytes;
    }
    this.#offset = start + length;
    return length === 0 ? noBytes : this.#bytes.subarray(start, start + length);
  }

  tlvs(): readonly Tlv[] {
    if (this.#offset >= this.#end) {
      return noTlvs;
    }
    const found: Tlv[] = [];
    while (this.#offset < this.#end) {
      const start = this.#offset + 4;
      const length = start <= this.#end ? this.#bytes.readUInt16BE(start - 2) : 0;
      if (start + length > this.#end) {
        this.#fail(ESME_RINVTLVSTREAM, "an optional parameter reaches past the end of the PDU");
        break;
      }
      found.push({ tag: this.#bytes.readUInt16BE(start - 4), value: this.#bytes.subarray(start, start + length) });
      this.#offset = start + length;
    }
    return found;
  }
}
