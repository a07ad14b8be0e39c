import { type NumbersShown, type TimedLine, lineOfQueued } from "../event-log/log-lines-of.ts";
import type { AcceptedText, OutboundChunk } from "../messages/message.ts";
import type { DispatchPlan } from "./plan-dispatch.ts";

/** What the event log is told of chunks that were shared out among carriers. */
export function linesOfPlans(
  chunks: readonly OutboundChunk[],
  plans: readonly DispatchPlan[],
  { nowMs, numbers }: { nowMs: number; numbers: NumbersShown },
): TimedLine[] {
  return chunks.flatMap(({ accountId }, index) => {
    const { shares = [], unroutableJson = null } = plans[index] ?? {};
    const lineAt = (carrierId: string) => (text: AcceptedText) =>
      lineOfQueued(text, { accountId, carrierId, nowMs, numbers });
    const unroutable = unroutableJson === null ? [] : (JSON.parse(unroutableJson) as { texts: AcceptedText[] }).texts;
    return [...shares.flatMap(({ carrierId, texts }) => texts.map(lineAt(carrierId))), ...unroutable.map(lineAt(""))];
  });
}
