/** What the SMSC is asked; each is answered once. */
export type SmscRequest =
  | { do: "reset"; receiptDelayMs: number | null }
  | { do: "count" }
  | { do: "times"; count: number }
  | ({ do: "inbound" } & InboundPlan);

/** Texts from handsets: so many under way at one time, or, with `perSecond`, at fixed times whatever the answers take. */
export interface InboundPlan {
  count: number;
  shortCode: string;
  inFlight: number;
  perSecond: number | null;
}

/** Times are of the shared monotonic clock. */
export interface SmscCounts {
  /** Sockets that are open. */
  sessions: number;
  /** submit_sm that came, repetitions included, and different texts among them. */
  submits: number;
  texts: number;
  lastTextAtMs: number;
  receipts: number;
  inbound: number;
  /** When the first text from a handset left. */
  inboundFromMs: number;
  /** deliver_sm that wait to leave or for their answer. */
  unanswered: number;
}

/** By text number; 0 for what has not happened. For texts from handsets, when they were due. */
export interface SmscTimes {
  submittedAtMs: number[];
  receiptAtMs: number[];
  inboundAtMs: number[];
}
