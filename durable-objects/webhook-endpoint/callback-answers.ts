import { type CallbackReply, readCallbackReply } from "../../src/inbound/callback-reply.ts";
import { logWarning } from "../../src/log.ts";
import type { PendingEvent } from "./pending-event.ts";
import type { SentRequest } from "../../src/webhooks/send-request.ts";

/** Takes an endpoint's answer to a text from a handset. May be told the same again. */
export type OnReply = (inboundId: string, reply: CallbackReply) => Promise<void>;

/** The text from a handset that a request is about, which has a request of its own; null where it is about something else. */
export function inboundIdOf([event]: readonly PendingEvent[]): string | null {
  if (event === undefined || !event.isAnswerable) return null;
  const { data } = JSON.parse(event.body) as { data: { id: string } };
  return data.id;
}

/**
 * Hands on the answer that a response has. Where it is not taken the delivery counts as failed: the event comes again, and with it the
 * answer.
 */
export async function handOnReply(inboundId: string, sent: SentRequest, onReply: OnReply): Promise<SentRequest> {
  const reply = readCallbackReply(sent.contentType, sent.body);
  if (reply === null) return sent;
  try {
    await onReply(inboundId, reply);
    return sent;
  } catch (error) {
    logWarning("webhook.reply_failed", { inboundId, error: String(error) });
    return { ...sent, status: null, error: "the answer could not be taken" };
  }
}
