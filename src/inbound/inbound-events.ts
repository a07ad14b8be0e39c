import type { Notice } from "../events/account-event.ts";
import { idPrefixes, ulidOf } from "../ids.ts";
import type { ReceivedInbound } from "../messages/inbound.ts";
import type { OptOutType } from "../suppressions/opt-out-words.ts";

/** What became of a text besides being stored. */
export interface InboundOutcome {
  optOutType?: OptOutType;
  /** The message that answers it, or why there is none where there should be. */
  replyId?: string;
  replyError?: string;
}

/** The event of a text from a handset. */
export function eventOfReceived(message: ReceivedInbound, outcome: InboundOutcome): Notice {
  const { id, from, to, text, carrierId, keyword, inReplyTo, parts, missingParts, receivedAtMs } = message;
  return {
    id: eventIdOf(id, "received"),
    type: "message.received",
    atMs: receivedAtMs,
    data: {
      id,
      from,
      to,
      text,
      receivedAt: new Date(receivedAtMs).toISOString(),
      parts,
      ...(missingParts.length === 0 ? {} : { missingParts }),
      carrierId,
      ...(keyword === null ? {} : { keyword }),
      ...(inReplyTo === null ? {} : { inReplyTo }),
      ...outcome,
    },
  };
}

/** The event of a recipient who opted out, or in again, with a text. `sender` is null for all senders. */
export function eventOfOptOut(
  message: ReceivedInbound,
  step: "opted_out" | "opted_in",
  { sender, keyword }: { sender: string | null; keyword: string },
): Notice {
  return {
    id: eventIdOf(message.id, step),
    type: `message.${step}`,
    atMs: message.receivedAtMs,
    data: { recipient: message.from, sender, keyword, inboundId: message.id },
  };
}

/** The same whenever it is told again. */
function eventIdOf(inboundId: string, step: string): string {
  return `${idPrefixes.event}${ulidOf(inboundId)}_${step}`;
}
