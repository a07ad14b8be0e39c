import createFetchClient, { type Client } from "openapi-fetch";
import type { components, operations, paths } from "./api.ts";
import { type RetryOptions, retryingFetch } from "./retrying-fetch.ts";

export type { components, operations, paths };

/** A body of the API by its name in the OpenAPI document, such as `Schema<"AcceptedMessage">`. */
export type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];

/** An error as the API tells it (RFC 9457). */
export type Problem = Schema<"Problem">;

export type HeliographClient = Client<paths>;

export interface ClientOptions extends Partial<RetryOptions> {
  /** Where the gateway is, such as `https://sms.example.com`. */
  baseUrl: string;
  /** An account's API key, or the operator's. */
  key: string;
  /** Who makes changes, for the record: for operators. */
  author?: string;
}

/**
 * A client whose paths, parameters and bodies are those of the OpenAPI document. Every POST has an Idempotency-Key, one of
 * its own where the caller gives none, so that repeating it after a broken connection sends nothing twice.
 */
export function createHeliographClient({ baseUrl, key, author, ...retry }: ClientOptions): HeliographClient {
  return createFetchClient<paths>({
    baseUrl,
    headers: {
      authorization: `Bearer ${key}`,
      ...(author !== undefined && { "x-heliograph-author": author }),
    },
    fetch: retryingFetch(retry),
  });
}
