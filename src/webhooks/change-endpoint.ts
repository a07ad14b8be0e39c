import type { Endpoint, EndpointSettings, SigningKey } from "./endpoint.ts";

/**
 * An endpoint with a change made. Of `keys`, one per kind of signature, those are taken whose kind it has no key of yet; keys of
 * a kind it no longer signs with are dropped. Switched on, it forgets why it was off.
 */
export function changeEndpoint(
  endpoint: Endpoint,
  change: Partial<EndpointSettings>,
  keys: readonly SigningKey[],
  nowMs: number,
): Endpoint {
  const changed = { ...endpoint, ...change, version: endpoint.version + 1, updatedAtMs: nowMs };
  const inUse = endpoint.keys.filter(({ kind }) => changed.signatures.includes(kind));
  const missing = changed.signatures.filter((kind) => !inUse.some((key) => key.kind === kind));
  changed.keys = [...inUse, ...keys.filter(({ kind }) => missing.includes(kind))];
  if (change.enabled !== undefined) changed.disabledReason = null;
  return changed;
}

/** Rotations that may overlap: each adds a signature to every request. */
const keysPerKind = 3;

/** New keys sign from now on; those in use sign besides them until the overlap ends. */
export function rotateKeys(
  endpoint: Endpoint,
  keys: readonly SigningKey[],
  overlapMs: number,
  nowMs: number,
): Endpoint {
  const endsAtMs = nowMs + overlapMs;
  const ending = endpoint.keys
    .map((key) => ({ ...key, expiresAtMs: Math.min(key.expiresAtMs ?? endsAtMs, endsAtMs) }))
    .filter(({ expiresAtMs }) => expiresAtMs > nowMs);
  const kept = keys.flatMap((key) => [
    key,
    ...ending.filter(({ kind }) => kind === key.kind).slice(0, keysPerKind - 1),
  ]);
  // A kind that the endpoint was given meanwhile keeps its key.
  kept.push(...endpoint.keys.filter(({ kind }) => !keys.some((key) => key.kind === kind)));
  return { ...endpoint, keys: kept, version: endpoint.version + 1, updatedAtMs: nowMs };
}
