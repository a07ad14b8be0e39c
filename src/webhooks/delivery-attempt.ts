/** One request to an endpoint, or why there was none. It crosses RPC and is stored as JSON, so it is plain data. */
export interface DeliveryAttempt {
  /** The webhook-id that was sent; null where events were given up without a request. */
  webhookId: string | null;
  /** The events in it, in their order. */
  eventIds: string[];
  /** How many events this is about. */
  events: number;
  /** From 1; of the batch, where it was one. */
  attempt: number;
  atMs: number;
  durationMs: number;
  /** HTTP status; null where there was no response. */
  status: number | null;
  outcome: "delivered" | "failed" | "given_up";
  /** Why there was no response, or no delivery. */
  error: string | null;
  /** The first kilobyte of the response's body. */
  response: string;
  /** When the events are tried again; null where they are not. */
  nextAttemptAtMs: number | null;
}

/** Where the list of attempts goes on. */
export const attemptPlacePattern = /^\d{1,15}\.\d{1,6}$/;
