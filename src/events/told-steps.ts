import type { MessageEvent } from "../messages/message.ts";
import { type MessageStatus, isFinal, statusRank } from "../sms/status.ts";

/**
 * The steps of a batch that customers hear of: those whose status the message took. `statusOf` is the status the message has
 * now, with the whole batch applied. A step that a later one of the same batch went beyond was taken on the way; one that the
 * message had left behind before the batch was not, and telling it would look like a step back. A final status is told once,
 * though two receipts may say the same.
 */
export function toldSteps(
  steps: readonly MessageEvent[],
  statusOf: (step: MessageEvent) => MessageStatus | undefined,
): Set<MessageEvent> {
  const told = new Set<MessageEvent>();
  /** How far along the told steps that follow bring their message. */
  const ranksAfter = new Map<string, number>();
  for (const step of steps.toReversed()) {
    const { status, messageId } = step;
    const now = statusOf(step);
    if (status === undefined || now === undefined) continue;
    const rank = statusRank[status];
    const rankAfter = ranksAfter.get(messageId) ?? 0;
    if (isFinal(status) && rank <= rankAfter) continue;
    const isWhereItStands = rank === statusRank[now] && (!isFinal(status) || status === now);
    if (!isWhereItStands && rank >= rankAfter) continue;
    told.add(step);
    ranksAfter.set(messageId, Math.max(rank, rankAfter));
  }
  return told;
}
