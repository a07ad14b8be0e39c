import { receiptStateOfNumber, receiptStateOfWord, type ReceiptState } from "./receipt-states.ts";
import { parseReceiptText, type ReceiptText } from "./receipt-text.ts";

/** What a deliver_sm or data_sm says that bears on whether it is a receipt, and which. */
export interface ReceiptSource {
  readonly esmClass: number;
  /** receipted_message_id TLV (0x001E). */
  readonly receiptedMessageId?: string | undefined;
  /** message_state TLV (0x0427). */
  readonly messageState?: number | undefined;
  /** Text of short_message or message_payload. */
  readonly shortMessage: string;
  /** network_error_code TLV (0x0423): network type, then two octets of code, or three digits as text. */
  readonly networkErrorCode?: Uint8Array | undefined;
  /** True for a carrier that marks its receipts in no way but their text; leave it out for any other. */
  readonly plainTextReceipts?: boolean | undefined;
}

export interface ParsedReceipt {
  /** The carrier's id of the message, as written; absent when the receipt names none. */
  readonly carrierMessageId?: string;
  readonly state: ReceiptState;
  /** The state as the carrier wrote it: a word, or the number of message_state. Empty when it said nothing. */
  readonly rawState: string;
  /** True for an intermediate notification (esm_class 0x20). */
  readonly intermediate: boolean;
  /** The carrier's own error code, as it wrote it. */
  readonly errorCode?: string;
  /** Carrier's local time, `YYYY-MM-DDThh:mm:ss`; its zone is not stated. */
  readonly submittedAt?: string;
  /** Carrier's local time of the final state, `YYYY-MM-DDThh:mm:ss`; its zone is not stated. */
  readonly doneAt?: string;
  /** The start of the message that the receipt quotes. */
  readonly text?: string;
}

const messageTypeMask = 0x3c;
const deliveryReceipt = 0x04;
const intermediateNotification = 0x20;

/**
 * Reads a delivery receipt (SMPP 3.4 §5.2.12, §5.3.2.12, §5.3.2.35 and Appendix B), or gives null for anything else.
 *
 * esm_class decides; without its mark a deliver_sm is a receipt only when both TLVs are there, or when the carrier is known
 * for plain text receipts and the text has both id and state. TLVs count before the text. A receipt of unknown or missing
 * state has state `unknown`.
 */
export function parseReceipt(source: ReceiptSource): ParsedReceipt | null {
  const messageType = source.esmClass & messageTypeMask;
  const hasParameters = source.receiptedMessageId !== undefined && source.messageState !== undefined;
  const marked = messageType === deliveryReceipt || messageType === intermediateNotification;
  if (!marked && messageType !== 0) return null;
  if (!marked && !hasParameters && source.plainTextReceipts !== true) return null;

  const text = parseReceiptText(source.shortMessage);
  if (!marked && !hasParameters && (text.id === undefined || text.state === undefined)) return null;

  const id = trimmedId(source.receiptedMessageId) ?? text.id;
  const errorCode = errorCodeOf(text, source.networkErrorCode);
  return {
    ...(id !== undefined && { carrierMessageId: id }),
    ...stateOf(text, source.messageState),
    intermediate: messageType === intermediateNotification,
    ...(errorCode !== undefined && { errorCode }),
    ...(text.submittedAt !== undefined && { submittedAt: text.submittedAt }),
    ...(text.doneAt !== undefined && { doneAt: text.doneAt }),
    ...(text.quote !== undefined && { text: text.quote }),
  };
}

function trimmedId(id: string | undefined): string | undefined {
  const trimmed = id?.replaceAll("\u0000", "").trim();
  return trimmed === "" ? undefined : trimmed;
}

function stateOf(text: ReceiptText, messageState: number | undefined): { state: ReceiptState; rawState: string } {
  const byNumber = messageState === undefined ? undefined : receiptStateOfNumber(messageState);
  if (byNumber !== undefined) return { state: byNumber, rawState: text.state ?? String(messageState) };
  const word = text.state ?? "";
  return { state: receiptStateOfWord(word) ?? "unknown", rawState: word };
}

function errorCodeOf(text: ReceiptText, networkErrorCode: Uint8Array | undefined): string | undefined {
  const written = text.error;
  if (written !== undefined && !/^0+$/.test(written)) return written;
  return networkErrorText(networkErrorCode) ?? written;
}

/** network_error_code of SMPP 3.4 §5.3.2.31, as a number, or its three digits where a carrier writes those instead. */
function networkErrorText(octets: Uint8Array | undefined): string | undefined {
  if (octets === undefined || octets.length !== 3) return undefined;
  const [network = 0, high = 0, low = 0] = octets;
  if (isDigit(network) && isDigit(high) && isDigit(low)) return String.fromCharCode(network, high, low);
  const code = high * 256 + low;
  return code === 0 ? undefined : String(code);
}

function isDigit(octet: number): boolean {
  return octet >= 0x30 && octet <= 0x39;
}
