import type { AcceptedText } from "../../src/messages/message.ts";
import type { WaitingText } from "../../src/messages/waiting-text.ts";
import type { Outbox } from "../lib/outbox.ts";
import type { ScheduledTexts } from "./scheduled-texts.ts";

/** A text that has not left the account yet; null where it has, or never was. */
export function findWaitingText(outbox: Outbox, scheduled: ScheduledTexts, messageId: string): WaitingText | null {
  const body = outbox.findBody(messageId);
  const texts = body === null ? [] : (JSON.parse(body) as AcceptedText[]);
  const text = texts.find(({ id }) => id === messageId);
  return text === undefined ? scheduled.find(messageId) : { state: "accepted", text };
}
