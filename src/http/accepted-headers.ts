import type { RateState } from "../accounts/account.ts";
import { rateHeaders } from "./respond.ts";

/** The headers of a 202. */
export function acceptedHeaders({ rate, replayed }: { rate: RateState; replayed: boolean }): Record<string, string> {
  return { ...rateHeaders(rate), ...replayedHeaders(replayed) };
}

/** What says that a request was answered before. */
export function replayedHeaders(replayed: boolean): Record<string, string> {
  return replayed ? { "idempotent-replayed": "true" } : {};
}

/** The same, for the OpenAPI document. */
export const replayedResponseHeaders = {
  "Idempotent-Replayed": header("`true` where the Idempotency-Key had been used and nothing was sent again.", "string"),
};

export const acceptedResponseHeaders = {
  "RateLimit-Limit": header("Segments the account may send at once.", "integer"),
  "RateLimit-Remaining": header("Segments it may send at once now.", "integer"),
  "RateLimit-Reset": header("Seconds until it may send as many as ever.", "integer"),
  ...replayedResponseHeaders,
};

function header(description: string, type: "integer" | "string") {
  return { description, schema: { type } };
}
