import { type MessageEvent, shortStepName, stepName } from "../messages/message.ts";
import { type MessageStatus, isFinal, statusRank } from "../sms/status.ts";

/** How a message stands, with the whole batch applied. */
export interface StandingMessage {
  status: MessageStatus;
  /** The `stepName` of the step that made the status final; null before that, and of messages older than this is known of. */
  finalStep: string | null;
}

/**
 * The steps of a batch that customers hear of: those whose status the message took. `standingOf` tells how the message stands
 * now. A step that a later one of the same batch went beyond was taken on the way; one that the message had left behind
 * before the batch was not, and telling it would look like a step back. A final status is told once, by the step that brought
 * it: another carrier, or another receipt, may say the same later.
 */
export function toldSteps(
  steps: readonly MessageEvent[],
  standingOf: (step: MessageEvent) => StandingMessage | undefined,
): Set<MessageEvent> {
  const told = new Set<MessageEvent>();
  /** How far along the told steps that follow bring their message. */
  const ranksAfter = new Map<string, number>();
  for (const step of steps.toReversed()) {
    const { status, messageId } = step;
    const now = standingOf(step);
    if (status === undefined || now === undefined) continue;
    const rank = statusRank[status];
    const rankAfter = ranksAfter.get(messageId) ?? 0;
    if (isFinal(status) && rank <= rankAfter) continue;
    if (!isWhereItStands(step, status, now) && (isFinal(status) || rank >= rankAfter)) continue;
    told.add(step);
    ranksAfter.set(messageId, Math.max(rank, rankAfter));
  }
  return told;
}

function isWhereItStands(step: MessageEvent, status: MessageStatus, now: StandingMessage): boolean {
  if (!isFinal(status)) return statusRank[status] === statusRank[now.status];
  if (now.finalStep === null) return status === now.status;
  return now.finalStep === stepName(step) || now.finalStep === shortStepName(step);
}
