import type { RateState } from "../accounts/account.ts";
import { rateHeaders } from "./respond.ts";

/** The headers of a 202. */
export function acceptedHeaders({ rate, replayed }: { rate: RateState; replayed: boolean }): Record<string, string> {
  return replayed ? { ...rateHeaders(rate), "idempotent-replayed": "true" } : { ...rateHeaders(rate) };
}

/** The same, for the OpenAPI document. */
export const acceptedResponseHeaders = {
  "RateLimit-Limit": header("Segments the account may send at once.", "integer"),
  "RateLimit-Remaining": header("Segments it may send at once now.", "integer"),
  "RateLimit-Reset": header("Seconds until it may send as many as ever.", "integer"),
  "Idempotent-Replayed": header("`true` where the Idempotency-Key had been used and nothing was sent again.", "string"),
};

function header(description: string, type: "integer" | "string") {
  return { description, schema: { type } };
}
