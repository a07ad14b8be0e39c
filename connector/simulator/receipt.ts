import type { MessageState } from "../smpp/constants.ts";
import { esmClass, messageState, tlvTag } from "../smpp/constants.ts";
import type { SubmitSmFields, Tlv } from "../smpp/pdu.ts";
import { noTlvs } from "../smpp/pdu.ts";
import { receiptId } from "./message-id.ts";
import { outcomeNamed } from "./outcomes.ts";
import type { SubmitRecord } from "./submit-store.ts";

/** Where a receipt says what became of the message: in its text (SMPP 3.4 appendix B), in TLVs, or in both. */
export type ReceiptForm = "text" | "tlv" | "both";

export const receiptForms: readonly ReceiptForm[] = ["text", "tlv", "both"];

const words: Record<MessageState, { stat: string; error: string }> = {
  enroute: { stat: "ENROUTE", error: "000" },
  delivered: { stat: "DELIVRD", error: "000" },
  expired: { stat: "EXPIRED", error: "027" },
  deleted: { stat: "DELETED", error: "000" },
  undeliverable: { stat: "UNDELIV", error: "001" },
  accepted: { stat: "ACCEPTD", error: "000" },
  unknown: { stat: "UNKNOWN", error: "255" },
  rejected: { stat: "REJECTD", error: "069" },
};

/** The deliver_sm that tells `state` of a message, from its destination back to its source. */
export function receiptOf(
  message: SubmitRecord,
  state: MessageState,
  form: ReceiptForm,
  doneMs: number,
): SubmitSmFields {
  const id = receiptId(message.number, outcomeNamed(message.outcome).idForm);
  return {
    sourceAddrTon: message.destinationTon,
    sourceAddrNpi: message.destinationNpi,
    sourceAddr: message.destination,
    destAddrTon: message.sourceTon,
    destAddrNpi: message.sourceNpi,
    destinationAddr: message.source,
    esmClass: esmClass.deliveryReceipt,
    shortMessage: form === "tlv" ? new Uint8Array() : Buffer.from(textOf(message, id, state, doneMs), "latin1"),
    tlvs: form === "text" ? noTlvs : tlvsOf(id, state),
  };
}

function textOf(message: SubmitRecord, id: string, state: MessageState, doneMs: number): string {
  const { stat, error } = words[state];
  const deliveredCount = state === "delivered" ? "001" : "000";
  const opening = message.esmClass === 0 && message.dataCoding === 0 ? openingOf(message.body) : "";
  return (
    `id:${id} sub:001 dlvrd:${deliveredCount} submit date:${minuteOf(message.atMs)} done date:${minuteOf(doneMs)} ` +
    `stat:${stat} err:${error} text:${opening}`
  );
}

/** The first 20 characters of the text, as appendix B has them. */
function openingOf(body: Uint8Array): string {
  let opening = "";
  for (const code of body.subarray(0, 20)) {
    opening += code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : "?";
  }
  return opening;
}

function tlvsOf(id: string, state: MessageState): readonly Tlv[] {
  return [
    { tag: tlvTag.receipted_message_id, value: Buffer.from(`${id}\0`, "latin1") },
    { tag: tlvTag.message_state, value: Uint8Array.of(messageState[state]) },
  ];
}

let minuteStartMs = Number.NaN;
let minuteText = "";

/** YYMMDDhhmm in UTC. Receipts come by the thousand in a minute, so the last one is kept. */
function minuteOf(atMs: number): string {
  const startMs = atMs - (atMs % 60_000);
  if (startMs !== minuteStartMs) {
    minuteStartMs = startMs;
    minuteText = timeDigits(atMs).slice(0, 10);
  }
  return minuteText;
}

/** YYMMDDhhmmss in UTC. */
export function timeDigits(atMs: number): string {
  return new Date(atMs).toISOString().slice(2, 19).replaceAll(/\D/g, "");
}
