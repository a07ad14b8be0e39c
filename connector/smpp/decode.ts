import { commandId, commandStatus, headerBytes, maxLength } from "./constants.ts";
import type {
  BindCommand,
  DataSm,
  DecodedPdu,
  MalformedPdu,
  MessageFields,
  MessageResponse,
  Received,
  ReceivedNotice,
} from "./pdu.ts";
import { Reader } from "./reader.ts";

const { ESME_RINVCMDLEN, ESME_RINVCMDID, ESME_RINVMSGID } = commandStatus;

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
    case commandId.data_sm_resp:
      return messageResponse(reader, "data_sm_resp", status, sequence);
    case commandId.submit_sm:
      return message(reader, "submit_sm", sequence);
    case commandId.deliver_sm:
      return message(reader, "deliver_sm", sequence);
    case commandId.data_sm:
      return dataMessage(reader, sequence);
    case commandId.alert_notification:
    case commandId.outbind:
      return notice(reader, id, sequence);
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
  // A refusal may leave message_id out and go on with parameters, whose tags begin with an octet no id has.
  const messageId = status !== 0 && reader.atTag() ? "" : reader.optionalText(maxLength.messageId, "message_id");
  const tlvs = reader.readableTlvs();
  const response = { command, sequence, commandStatus: status, messageId };
  return tlvs.length === 0 ? response : { ...response, tlvs };
}

function dataMessage(reader: Reader, sequence: number): DataSm {
  return {
    command: "data_sm",
    sequence,
    serviceType: reader.text(maxLength.serviceType, "service_type", commandStatus.ESME_RINVSERTYP),
    sourceAddrTon: reader.octet(),
    sourceAddrNpi: reader.octet(),
    sourceAddr: reader.text(maxLength.dataAddress, "source_addr", commandStatus.ESME_RINVSRCADR),
    destAddrTon: reader.octet(),
    destAddrNpi: reader.octet(),
    destinationAddr: reader.text(maxLength.dataAddress, "destination_addr", commandStatus.ESME_RINVDSTADR),
    esmClass: reader.octet(),
    registeredDelivery: reader.octet(),
    dataCoding: reader.octet(),
    tlvs: reader.tlvs(),
  };
}

function notice(
  reader: Reader,
  id: typeof commandId.alert_notification | typeof commandId.outbind,
  sequence: number,
): ReceivedNotice {
  if (id === commandId.outbind) {
    return {
      command: "outbind",
      sequence,
      systemId: reader.text(maxLength.systemId, "system_id", commandStatus.ESME_RINVSYSID),
      password: reader.text(maxLength.password, "password", commandStatus.ESME_RINVPASWD),
    };
  }
  return {
    command: "alert_notification",
    sequence,
    sourceAddrTon: reader.octet(),
    sourceAddrNpi: reader.octet(),
    sourceAddr: reader.text(maxLength.dataAddress, "source_addr", commandStatus.ESME_RINVSRCADR),
    esmeAddrTon: reader.octet(),
    esmeAddrNpi: reader.octet(),
    esmeAddr: reader.text(maxLength.dataAddress, "esme_addr", commandStatus.ESME_RINVSRCADR),
    tlvs: reader.tlvs(),
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
