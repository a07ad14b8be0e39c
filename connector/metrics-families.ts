import type { Registry } from "prom-client";
import { Counter, Gauge } from "prom-client";

type Label = "bind" | "carrier" | "code" | "command_status" | "kind" | "level" | "outcome" | "state" | "table";

/** Every metric of ours but the histogram: docs/operations.md explains them. */
export function createFamilies(registry: Registry) {
  const gauge = (name: string, help: string, labelNames: Label[]): Gauge<Label> =>
    new Gauge({ name: `heliograph_connector_${name}`, help, labelNames, registers: [registry] });
  const counter = (name: string, help: string, labelNames: Label[]): Counter<Label> =>
    new Counter({ name: `heliograph_connector_${name}_total`, help, labelNames, registers: [registry] });
  return {
    binds: gauge("binds", "Binds by state", ["carrier", "state"]),
    windowSize: gauge("window_size", "Submits that may wait for their response", ["carrier", "bind"]),
    windowUsed: gauge("window_used", "Submits that wait for their response", ["carrier", "bind"]),
    heldSegments: gauge("held_segments", "Segments taken from the edge and without a result", ["carrier"]),
    waitingSegments: gauge("waiting_segments", "Of the held segments, those that wait for a bind", ["carrier"]),
    unacknowledgedItems: gauge("unacknowledged_items", "Report items that the edge has not acknowledged", ["carrier"]),
    waitingDeliveries: gauge("waiting_deliveries", "Deliveries that wait for their answer", ["carrier"]),
    linkUp: gauge("link_up", "Whether the link to the edge is up", ["carrier"]),
    journalRows: gauge("journal_rows", "Rows in the journal: reports, and segments handed to a socket", ["table"]),
    submits: counter("submits", "Submits handed to a bind, by what they came to", [
      "carrier",
      "outcome",
      "command_status",
    ]),
    declined: counter("declined", "Segments reported that were never handed to a bind", ["outcome"]),
    lateResponses: counter("late_responses", "Responses to submits that were reported unknown", ["carrier", "outcome"]),
    deliveries: counter("deliveries", "What carriers delivered, by what it was", ["carrier", "kind"]),
    deliveryAnswers: counter("delivery_answers", "Answers to what carriers delivered", ["carrier", "command_status"]),
    linkWelcomes: counter("link_welcomes", "Times the edge took the link", ["carrier"]),
    linkLosses: counter("link_losses", "Times the link ended after the edge took it", ["carrier"]),
    logLines: counter("log_lines", "Lines logged, by level and code", ["level", "code"]),
    pduLinesLost: counter("pdu_log_lost_lines", "Lines of the PDU log that were dropped", []),
    pduFiles: counter("pdu_log_files", "Closed files of the PDU log, by what came of them", ["outcome"]),
    spansLost: counter("lost_spans", "Spans of traces that were dropped", []),
  };
}
