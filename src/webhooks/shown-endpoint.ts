import type { Endpoint, SignatureKind } from "./endpoint.ts";
import type { MadeKey } from "./signing-keys.ts";

/** An endpoint as its customer may see it: without anything that signs. */
export interface ShownEndpoint extends Omit<Endpoint, "accountId" | "keys"> {
  keys: { kind: SignatureKind; publicKey: string | null; createdAtMs: number; expiresAtMs: number | null }[];
}

export function showEndpoint({ accountId: _accountId, keys, ...endpoint }: Endpoint): ShownEndpoint {
  return {
    ...endpoint,
    keys: keys.map(({ kind, publicKey, createdAtMs, expiresAtMs }) => ({ kind, publicKey, createdAtMs, expiresAtMs })),
  };
}

/** An endpoint after a change, and the secret that came with it: this is the only time it is shown. */
export interface EndpointWithSecret {
  endpoint: ShownEndpoint;
  /** `whsec_…`, where the change made one. */
  secret: string | null;
}

/** `made` is what was offered; a secret is shown only where the endpoint has taken its key. */
export function showWithSecret(endpoint: Endpoint, made: readonly MadeKey[]): EndpointWithSecret {
  const taken = made.find(
    ({ key, secret }) => secret !== null && endpoint.keys.some(({ sealed }) => sealed === key.sealed),
  );
  return { endpoint: showEndpoint(endpoint), secret: taken?.secret ?? null };
}

/** What the audit log keeps of an endpoint. Header values may be credentials, so only their names are kept. */
export function summarizeEndpoint(endpoint: Endpoint): object {
  const { url, events, enabled, concurrency, maxBatch, maxBatchWaitMs, signatures, headers, version } = endpoint;
  const requests = { concurrency, maxBatch, maxBatchWaitMs, signatures, headers: Object.keys(headers) };
  return { url, events, enabled, ...requests, version };
}
