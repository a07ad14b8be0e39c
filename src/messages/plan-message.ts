import { type FieldError, type Result, ok } from "../errors.ts";
import { failFields } from "../field-errors.ts";
import { parseRecipient, parseSender } from "../sms/address.ts";
import { type TextPlan, maximumSegments, planText } from "../sms/plan-text.ts";
import type { DraftText, Encoding, Lane, UnknownPolicy } from "./message.ts";
import { recipientError, senderError } from "./parse-addresses.ts";

/** A message as a customer asks for it. */
export interface MessageInput {
  to: string;
  from: string;
  text: string;
  lane?: Lane | undefined;
  /** Not sent when this long has passed since it was accepted. */
  validForSeconds?: number | undefined;
  encoding?: "auto" | Encoding | undefined;
  transliterate?: boolean | undefined;
  onUnknown?: UnknownPolicy | undefined;
  clientReference?: string | undefined;
}

/** No text longer than this (UTF-16 units) fits into the segments there can be, at 153 septets each. */
const characterLimit = maximumSegments * 153;

/**
 * Checks a message's addresses and plans its text; fields that are wrong are told all at once.
 * Errors: invalid_recipient, invalid_sender, empty_text, unencodable_text, too_many_segments; invalid_request for several.
 */
export function planMessage(input: MessageInput, nowMs: number): Result<DraftText> {
  const recipient = parseRecipient(input.to);
  const sender = parseSender(input.from);
  const text = planMessageText(input);
  if (recipient.ok && sender.ok && text.ok) {
    const { plan } = text;
    const draft: DraftText = {
      to: recipient.e164,
      from: sender.address,
      text: plan.text,
      encoding: plan.encoding,
      singleShift: plan.singleShift,
      lockingShift: plan.lockingShift,
      segmentCount: plan.segmentCount,
      lane: input.lane ?? "normal",
    };
    if (input.validForSeconds !== undefined) draft.validUntilMs = nowMs + input.validForSeconds * 1_000;
    if (input.onUnknown !== undefined) draft.onUnknown = input.onUnknown;
    if (input.clientReference !== undefined) draft.clientReference = input.clientReference;
    return ok(draft);
  }
  const fields: FieldError[] = [];
  if (!recipient.ok) fields.push(recipientError(recipient.reason));
  if (!sender.ok) fields.push(senderError(sender.reason));
  if (!text.ok) fields.push(text.error);
  return failFields(fields);
}

/** Plans a text, or says what is wrong with it. */
export function planMessageText(
  input: Pick<MessageInput, "text" | "encoding" | "transliterate">,
): { ok: true; plan: TextPlan } | { ok: false; error: FieldError } {
  const { text } = input;
  if (text === "") return textError("empty_text", "Put at least one character here.");
  if (text.length > characterLimit) return tooManySegments("Longer than the 255 segments a message can have.");
  if (!text.isWellFormed()) return textError("unencodable_text", "The text has half of a surrogate pair.");
  if (text.includes("\0")) return textError("unencodable_text", "The text has a NUL character.");
  const plan = planText(text, {
    encoding: input.encoding ?? "auto",
    transliterate: input.transliterate ?? false,
  });
  if (!plan.ok) {
    const missing = plan.characters.slice(0, 10).join(" ");
    return textError(
      "unencodable_text",
      `GSM 7-bit lacks these characters: ${missing}. Use encoding auto or ucs2, or transliterate.`,
    );
  }
  if (plan.segmentCount > maximumSegments) {
    return tooManySegments(`It needs ${plan.segmentCount} segments; a message can have ${maximumSegments}.`);
  }
  return { ok: true, plan };
}

function tooManySegments(message: string): { ok: false; error: FieldError } {
  return textError("too_many_segments", message);
}

function textError(
  code: "empty_text" | "unencodable_text" | "too_many_segments",
  message: string,
): { ok: false; error: FieldError } {
  return { ok: false, error: { path: "text", code, message } };
}
