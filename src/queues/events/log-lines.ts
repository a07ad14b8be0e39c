import { type NumbersShown, type TimedLine, lineOfInbound, lineOfStep } from "../../event-log/log-lines-of.ts";
import type { MessageEvent } from "../../messages/message.ts";
import type { Projection } from "./project.ts";
import type { SortedChunk } from "./sort-events.ts";

/** What the event log is told of a batch. Steps of messages without a row of their own, and MO that are nobody's, are left out. */
export function logLinesOf(
  sorted: readonly SortedChunk[],
  { messages, inbound }: Projection,
  numbers: NumbersShown,
): TimedLine[] {
  return sorted.flatMap((chunk) => [
    ...chunk.scheduled.map((text) => {
      const { accountId, id, from: sender, to: recipient, segmentCount, changedAtMs, dueAtMs } = text;
      const step: MessageEvent = {
        accountId,
        messageId: id,
        key: "scheduled",
        entry: { type: "scheduled", atMs: changedAtMs, dueAtMs },
        status: "scheduled",
      };
      return lineOfStep(step, { sender, recipient, segmentCount }, numbers);
    }),
    ...chunk.steps.flatMap((step) => {
      const row = messages.get(step.messageId);
      if (row === undefined || row.recipient === "") return [];
      return [lineOfStep(step, { ...row, segmentCount: row.segment_count }, numbers)];
    }),
    ...chunk.inbound.flatMap(({ id }) => {
      const received = inbound.get(id);
      return received === undefined ? [] : [lineOfInbound(received, numbers)];
    }),
  ]);
}
