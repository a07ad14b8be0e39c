import { idTimeMs } from "../ids.ts";
import type { MessageEvent } from "../messages/message.ts";
import { type MessageStatus, isFinal, laterStatus, statusRank } from "../sms/status.ts";

/** A step that brings its message to another status, as far as its batch can tell. */
export interface StatusChange {
  accountId: string;
  messageId: string;
  status: MessageStatus;
  rank: number;
  /** Of the step, by which the read model knows whether it has had it. */
  key: string;
  /** Empty where the step names none. */
  carrierId: string;
  /** Since the message was accepted; null where that says nothing. */
  latencyMs: number | null;
  /** Whether another change of the same message goes before it in the batch. */
  follows: boolean;
}

/**
 * The changes of status in a batch of steps, so that a message is counted at each status it comes through, however its steps
 * are cut into batches. A step that comes twice is taken once, and nothing follows a final status.
 */
export function statusChanges(steps: Iterable<MessageEvent>): StatusChange[] {
  const changes: StatusChange[] = [];
  const standings = new Map<string, { status: MessageStatus; keys: string[]; isFirst: boolean }>();
  for (const { accountId, messageId, key, entry, status } of steps) {
    if (status === undefined) continue;
    // Whoever has steps of a message has it queued, at the least.
    const standing = standings.get(messageId) ?? { status: "queued", keys: [], isFirst: true };
    standings.set(messageId, standing);
    if (isFinal(standing.status) || standing.keys.includes(key)) continue;
    standing.keys.push(key);
    if (status === standing.status || laterStatus(standing.status, status) !== status) continue;
    const isTimed = status === "sent" || status === "delivered";
    changes.push({
      accountId,
      messageId,
      status,
      rank: statusRank[status],
      key,
      carrierId: entry.carrierId ?? "",
      latencyMs: isTimed ? Math.max(0, entry.atMs - idTimeMs(messageId)) : null,
      follows: !standing.isFirst,
    });
    standing.status = status;
    standing.isFirst = false;
  }
  return changes;
}
