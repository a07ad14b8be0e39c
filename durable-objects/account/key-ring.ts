import type { ApiKey, NewKey } from "../../src/accounts/key-record.ts";
import { type Network, isInNetworks, parseNetwork } from "../../src/accounts/networks.ts";
import type { Scope } from "../../src/accounts/scopes.ts";

/** How often the last use of a key is written down: a write per request would be billed. */
const useIntervalMs = 60_000;
/** How long an expired key is still listed. */
const expiredTtlMs = 30 * 24 * 3_600_000;

interface KeyRow extends Record<string, SqlStorageValue> {
  hash: string;
  id: string;
  name: string | null;
  last_four: string;
  scopes: string;
  allowed_networks: string | null;
  created_at_ms: number;
  expires_at_ms: number | null;
  last_used_at_ms: number | null;
}

export interface HeldKey extends ApiKey {
  hash: string;
  networks: readonly Network[] | null;
}

/** The account's keys by their digests, read once and held: the object is their only writer, and there are few. */
export class KeyRing {
  readonly #sql: SqlStorage;
  #held: Map<string, HeldKey> | null = null;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Newest first. */
  list(): ApiKey[] {
    return Array.from(this.#keys.values(), withoutSecrets).toSorted((a, b) => (a.id < b.id ? 1 : -1));
  }

  /** The key whose SHA-256 is `hash`: found by the digest, so the time it takes tells nothing about the key. */
  find(hash: string): HeldKey | null {
    return this.#keys.get(hash) ?? null;
  }

  findById(keyId: string): HeldKey | null {
    return this.#keys.values().find(({ id }) => id === keyId) ?? null;
  }

  add(hash: string, key: NewKey): ApiKey {
    this.#sql.exec(
      `INSERT INTO api_keys (hash, id, name, last_four, scopes, allowed_networks, created_at_ms, expires_at_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      hash,
      key.id,
      key.name,
      key.lastFour,
      JSON.stringify(key.scopes),
      key.allowedNetworks === null ? null : JSON.stringify(key.allowedNetworks),
      key.createdAtMs,
      key.expiresAtMs,
    );
    const added = { ...key, lastUsedAtMs: null };
    this.#keys.set(hash, { ...added, hash, networks: compile(key.allowedNetworks) });
    return added;
  }

  remove({ hash }: HeldKey): void {
    this.#sql.exec("DELETE FROM api_keys WHERE hash = ?", hash);
    this.#keys.delete(hash);
  }

  expireAt(key: HeldKey, expiresAtMs: number): void {
    this.#sql.exec("UPDATE api_keys SET expires_at_ms = ? WHERE hash = ?", expiresAtMs, key.hash);
    key.expiresAtMs = expiresAtMs;
  }

  /** The key was used; written down once a minute. */
  used(key: HeldKey, nowMs: number): void {
    if (key.lastUsedAtMs !== null && nowMs - key.lastUsedAtMs < useIntervalMs) return;
    key.lastUsedAtMs = nowMs;
    this.#sql.exec("UPDATE api_keys SET last_used_at_ms = ? WHERE hash = ?", nowMs, key.hash);
  }

  /** Forgets keys that expired long ago. */
  sweep(nowMs: number): void {
    for (const key of this.#keys.values()) if (hasExpired(key, nowMs - expiredTtlMs)) this.remove(key);
  }

  get #keys(): Map<string, HeldKey> {
    this.#held ??= new Map(
      this.#sql
        .exec<KeyRow>("SELECT * FROM api_keys")
        .toArray()
        .map((row) => [row.hash, toKey(row)]),
    );
    return this.#held;
  }
}

export function hasExpired({ expiresAtMs }: Pick<ApiKey, "expiresAtMs">, nowMs: number): boolean {
  return expiresAtMs !== null && expiresAtMs <= nowMs;
}

/** A key with networks is refused where nobody says from where it is used. */
export function isFromAllowedNetwork({ networks }: HeldKey, sourceAddress: string | null): boolean {
  return networks === null || (sourceAddress !== null && isInNetworks(sourceAddress, networks));
}

function toKey(row: KeyRow): HeldKey {
  const allowedNetworks = row.allowed_networks === null ? null : (JSON.parse(row.allowed_networks) as string[]);
  return {
    hash: row.hash,
    id: row.id,
    name: row.name,
    lastFour: row.last_four,
    scopes: JSON.parse(row.scopes) as Scope[],
    allowedNetworks,
    networks: compile(allowedNetworks),
    createdAtMs: row.created_at_ms,
    expiresAtMs: row.expires_at_ms,
    lastUsedAtMs: row.last_used_at_ms,
  };
}

function compile(allowedNetworks: readonly string[] | null): Network[] | null {
  return allowedNetworks?.flatMap((text) => parseNetwork(text) ?? []) ?? null;
}

function withoutSecrets({ hash: _hash, networks: _networks, ...key }: HeldKey): ApiKey {
  return key;
}
