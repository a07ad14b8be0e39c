/** What the sink is asked; each is answered once. */
export type SinkRequest = { do: "reset"; secret: string | null } | { do: "count" } | { do: "times"; count: number };

/** Times are of the shared monotonic clock. */
export interface SinkCounts {
  requests: number;
  /** Events in them, repetitions included, and different texts among these. */
  events: number;
  texts: number;
  lastTextAtMs: number;
  /** Requests whose signature was checked, and those of them that did not hold. */
  checked: number;
  forged: number;
}
