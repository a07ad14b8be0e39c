import type { RequestLabel, TappedPdu } from "../session/pdu-tap.ts";
import { commandStatusName, esmClass } from "./constants.ts";
import type { DecodedPdu, RequestPdu, ResponsePdu, Tlv } from "./pdu.ts";
import { findTlv } from "./pdu.ts";

/** receipted_message_id, SMPP 3.4 §5.3.2.12. */
const receiptedMessageId = 0x1e;

/** What receipts' texts begin with (SMPP 3.4 Appendix B). An id that stands elsewhere may be the customer's own words. */
const textId = /^id: ?([^\s,;|]{1,64})/i;
const textStart = 80;

/** `body` is only looked at while the tap runs. */
export function tapPdu(
  direction: TappedPdu["direction"],
  pdu: RequestPdu | ResponsePdu | DecodedPdu,
  sequence: number,
  body: Uint8Array,
  label: RequestLabel | undefined,
): TappedPdu {
  return {
    direction,
    command: pdu.command === "malformed" ? `0x${pdu.commandId.toString(16).padStart(8, "0")}` : pdu.command,
    sequence,
    status: "commandStatus" in pdu ? commandStatusName(pdu.commandStatus) : "",
    messageId: label?.messageId ?? "",
    carrierMessageId: carrierMessageId(pdu),
    sender: "sourceAddr" in pdu ? pdu.sourceAddr : "",
    recipient: "destinationAddr" in pdu ? pdu.destinationAddr : "",
    octets: body.length,
    body: "password" in pdu || pdu.command === "malformed" ? null : () => body,
  };
}

function carrierMessageId(pdu: RequestPdu | ResponsePdu | DecodedPdu): string {
  if ("messageId" in pdu) {
    return pdu.messageId;
  }
  const tlvs: readonly Tlv[] = "tlvs" in pdu ? (pdu.tlvs ?? []) : [];
  const octets = findTlv(tlvs, receiptedMessageId);
  if (octets !== undefined) return latin1(octets).replace(/\0.*$/s, "");
  if (pdu.command !== "deliver_sm" || !isReceipt(pdu.esmClass)) return "";
  return textId.exec(latin1(pdu.shortMessage.subarray(0, textStart)))?.[1] ?? "";
}

function isReceipt(bits: number = esmClass.default): boolean {
  return (bits & esmClass.typeMask) === esmClass.deliveryReceipt;
}

function latin1(octets: Uint8Array): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString("latin1");
}
