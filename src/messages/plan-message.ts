import { type FieldError, type Result, ok } from "../errors.ts";
import { failFields } from "../field-errors.ts";
import { parseRecipient } from "../sms/address.ts";
import { type TimingInput, readTiming } from "../schedules/send-timing.ts";
import { type TextPlan, maximumSegments, planText } from "../sms/plan-text.ts";
import type { DraftText, Encoding, Lane, UnknownPolicy } from "./message.ts";
import { parseSenderChoice, recipientError } from "./parse-addresses.ts";

/** A message as a customer asks for it. */
export interface MessageInput extends TimingInput {
  to: string;
  /** Either this or `senderPool`. */
  from?: string | undefined;
  senderPool?: string | undefined;
  text: string;
  lane?: Lane | undefined;
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
export function planMessage(input: MessageInput): Result<DraftText> {
  const recipient = parseRecipient(input.to);
  const sender = parseSenderChoice(input);
  const text = planMessageText(input);
  const { timing, fields } = readTiming(input);
  if (recipient.ok && sender.ok && text.ok && fields.length === 0) {
    const { plan } = text;
    const draft: DraftText = {
      to: recipient.e164,
      ...sender.choice,
      text: plan.text,
      encoding: plan.encoding,
      singleShift: plan.singleShift,
      lockingShift: plan.lockingShift,
      segmentCount: plan.segmentCount,
      lane: input.lane ?? "normal",
    };
    if (Object.keys(timing).length > 0) draft.timing = timing;
    if (input.onUnknown !== undefined) draft.onUnknown = input.onUnknown;
    if (input.clientReference !== undefined) draft.clientReference = input.clientReference;
    return ok(draft);
  }
  const wrong: FieldError[] = [];
  if (!recipient.ok) wrong.push(recipientError(recipient.reason));
  if (!sender.ok) wrong.push(sender.error);
  if (!text.ok) wrong.push(text.error);
  return failFields([...wrong, ...fields]);
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
