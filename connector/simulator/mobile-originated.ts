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
  const from = addressOf(inbound.from);
  const to = addressOf(inbound.to);
  return {
    sourceAddrTon: from.ton,
    sourceAddrNpi: from.npi,
    sourceAddr: from.address,
    destAddrTon: to.ton,
    destAddrNpi: to.npi,
    destinationAddr: to.address,
    esmClass: inbound.esmClass ?? esmClass.default,
    dataCoding: encoded.dataCoding,
    shortMessage: isLong ? new Uint8Array() : encoded.body,
    tlvs: isLong ? [{ tag: tlvTag.message_payload, value: encoded.body }] : [],
  };
}

/** E.164 numbers have 9 digits or more, whether `+` stands before them or not; short codes have fewer. */
const longestShortCode = 8;

/** TON and NPI by the looks of an address, SMPP 3.4 §5.2.5 and §5.2.6. */
function addressOf(written: string): { address: string; ton: number; npi: number } {
  const address = written.replace(/^\+/, "");
  if (!/^\d+$/.test(address)) {
    return { address, ton: 5, npi: 0 };
  }
  const isShortCode = address === written && address.length <= longestShortCode;
  return isShortCode ? { address, ton: 3, npi: 0 } : { address, ton: 1, npi: 1 };
}
