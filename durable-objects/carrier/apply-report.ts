import type { ReportFrame } from "../../src/link/frames.ts";
import type { CarrierContext } from "./carrier-context.ts";
import type { InboundDesk } from "./inbound-desk.ts";
import type { QueryDesk } from "./query-desk.ts";
import type { TextFlow } from "./text-flow.ts";

export interface ReportParts {
  flow: TextFlow;
  queries: QueryDesk;
  inbound: InboundDesk;
}

/**
 * Applies one report of a connector, all of it or nothing: its number, its results, its receipts, its texts and the events
 * they make. A number that was applied before changes nothing.
 */
export function applyReport(
  context: CarrierContext,
  { flow, queries, inbound }: ReportParts,
  frame: ReportFrame,
  journal: number,
): void {
  const { journals, now, receipts } = context;
  flow.atOnce(() => {
    if (journals.place(journal, frame.sequence) === "known") return;
    journals.take(journal, frame.sequence);
    flow.applyResults(frame.results, journal);
    flow.settleReceipts(receipts.match(frame.receipts, now()));
    flow.settleReceipts(queries.settle(frame.queries ?? []));
    for (const report of frame.inbound) inbound.add(report, now());
  });
}
