/**
 * Every code the connector logs: how grave it is and what it means to an operator. docs/log-codes.md explains what to do.
 * Codes are stable; what comes with them may grow.
 */
export const logCodes = {
  "connector.started": { level: "info", meaning: "The process is up and looks for its carriers." },
  "connector.stopping": { level: "info", meaning: "Intake ended; windows drain, reports are handed over." },
  "connector.stopped": { level: "info", meaning: "The process ends; `clean` tells whether the edge has every report." },
  "connector.failed": { level: "error", meaning: "The process cannot go on and ends with status 1." },
  "health.listening": { level: "info", meaning: "GET /healthz is answered on `port`." },
  "discovery.failed": { level: "warning", meaning: "The edge did not list the carriers; links stay as they are." },
  "carrier.opened": { level: "info", meaning: "A carrier is served from here on." },
  "carrier.closed": { level: "info", meaning: "A carrier is no longer listed; its binds are drained and gone." },
  "journal.opened": { level: "info", meaning: "The journal of an earlier process goes on." },
  "journal.created": { level: "info", meaning: "There was no journal; a new one begins." },
  "journal.reset": {
    level: "warning",
    meaning: "The journal cannot be trusted and was moved aside; the edge takes what it listed as unknown.",
  },
  "journal.recovered": {
    level: "warning",
    meaning:
      "Segments were written to a socket by a process that died before their results; they are reported unknown.",
  },
  "link.up": { level: "info", meaning: "The edge took the link of a carrier; reports were replayed." },
  "link.down": {
    level: "warning",
    meaning: "The link of a carrier ended or was not taken; binds stay, reports gather.",
  },
  "link.bad_frame": {
    level: "error",
    meaning: "The edge sent what the link protocol does not know; the link reconnects.",
  },
  "bind.configured": { level: "info", meaning: "The binds of a carrier were set or changed by the edge." },
  "bind.connecting": { level: "info", meaning: "A bind connects to its SMSC." },
  "bind.bound": { level: "info", meaning: "The SMSC let the bind in; it carries traffic." },
  "bind.down": {
    level: "warning",
    meaning: "A bind's session ended or could not begin; it is tried again in `retryInMs`.",
  },
  "bind.stopped": {
    level: "info",
    meaning: "A bind was drained and ended: reconfigured, removed, or the process ends.",
  },
  "bind.event": { level: "info", meaning: "What else a bind has to say about its session." },
  "submit.unsent": { level: "warning", meaning: "Segments were handed back to the edge without having been written." },
  "deliver.refused": {
    level: "warning",
    meaning: "deliver_sm were answered ESME_RX_T_APPN: the edge did not store them in time.",
  },
  "deliver.unreadable": {
    level: "warning",
    meaning: "A deliver_sm has content this side cannot decode; it was answered ESME_RX_P_APPN.",
  },
  "pdu_log.started": { level: "info", meaning: "A line for each PDU is written to `folder`." },
  "pdu_log.failed": {
    level: "warning",
    meaning: "Lines of the PDU log could not be written, and are lost; it is tried again with the next.",
  },
  "pdu_log.recovered": { level: "info", meaning: "Lines of the PDU log are written again." },
  "pdu_log.shipping_failed": {
    level: "warning",
    meaning: "The edge did not take a file of the PDU log; it is tried again with growing delays.",
  },
  "pdu_log.shipping_recovered": { level: "info", meaning: "The edge takes files of the PDU log again." },
  "pdu_log.file_refused": {
    level: "warning",
    meaning: "The edge refuses a file of the PDU log; it stays in the folder, and the next ones go.",
  },
  "pdu_log.files_dropped": {
    level: "warning",
    meaning: "Files of the PDU log were deleted before the edge had them: there was more than may be kept.",
  },
  "traces.spans_lost": {
    level: "warning",
    meaning: "Spans were dropped: the collector refused them or did not answer, or too many waited.",
  },
} as const satisfies Record<string, { level: "info" | "warning" | "error"; meaning: string }>;

export type LogCode = keyof typeof logCodes;
