import { esmClass, maxLength, tlvTag } from "../smpp/constants.ts";
import type { SubmitSmFields } from "../smpp/pdu.ts";
import { encodeText } from "./alphabet.ts";

/** An MO: `text` in the default alphabet or UCS-2, or `body` in `dataCoding` as it is. */
export interface MobileOriginated {
  from: string;
  to: string;
  text?: string;
  body?: Uint8Array;
  dataCoding?: number;
  esmClass?: number;
  /** Whose session it goes to; whoever receives when absent. */
  systemId?: string;
}

/** The deliver_sm that brings it; what is too long for short_message is in message_payload. */
export function inboundMessage(inbound: MobileOriginated): SubmitSmFields {
  const encoded =
    inbound.body === undefined
      ? encodeText(inbound.text ?? "")
      : { body: inbound.body, dataCoding: inbound.dataCoding ?? 0 };
  const isLong = encoded.body.length > maxLength.shortMessage;
  return {
    sourceAddrTon: 1,
    sourceAddrNpi: 1,
    sourceAddr: inbound.from.replace(/^\+/, ""),
    destAddrTon: 1,
    destAddrNpi: 1,
    destinationAddr: inbound.to.replace(/^\+/, ""),
    esmClass: inbound.esmClass ?? esmClass.default,
    dataCoding: encoded.dataCoding,
    shortMessage: isLong ? new Uint8Array() : encoded.body,
    tlvs: isLong ? [{ tag: tlvTag.message_payload, value: encoded.body }] : [],
  };
}
