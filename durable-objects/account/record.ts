import type { Account, AccountLimits, ApiKey, Scope } from "../../src/accounts/account.ts";

interface AccountRow extends Record<string, SqlStorageValue> {
  id: string;
  name: string;
  segments_per_second: number;
  burst_segments: number;
  max_segments_per_message: number;
  max_waiting_messages: number;
  senders: string | null;
  created_at_ms: number;
}

/** The account and its keys, read once and held: the object is their only writer. */
export class AccountRecord {
  readonly #sql: SqlStorage;
  #account: Account | null | undefined;
  readonly #keys = new Map<string, ApiKey>();

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Null until the account has been created. */
  get account(): Account | null {
    this.#account ??= this.#readAccount();
    return this.#account;
  }

  create(account: Account): void {
    this.#sql.exec(
      `INSERT INTO account (id, name, segments_per_second, burst_segments, max_segments_per_message, max_waiting_messages, senders, created_at_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      account.id,
      account.name,
      account.limits.segmentsPerSecond,
      account.limits.burstSegments,
      account.limits.maxSegmentsPerMessage,
      account.limits.maxWaitingMessages,
      account.senders === null ? null : JSON.stringify(account.senders),
      account.createdAtMs,
    );
    this.#account = account;
  }

  addKey(hash: string, key: ApiKey): void {
    this.#sql.exec(
      "INSERT INTO api_keys (hash, id, scopes, created_at_ms) VALUES (?, ?, ?, ?)",
      hash,
      key.id,
      JSON.stringify(key.scopes),
      key.createdAtMs,
    );
  }

  /** Returns whether there was such a key. */
  revokeKey(keyId: string): boolean {
    const revoked = this.#sql
      .exec<{ hash: string }>("DELETE FROM api_keys WHERE id = ? RETURNING hash", keyId)
      .toArray();
    for (const { hash } of revoked) this.#keys.delete(hash);
    return revoked.length > 0;
  }

  /** The key whose SHA-256 is `hash`: found by the digest, so the time it takes tells nothing about the key. */
  findKey(hash: string): ApiKey | null {
    const held = this.#keys.get(hash);
    if (held !== undefined) return held;
    const row = this.#sql
      .exec<{ id: string; scopes: string; created_at_ms: number }>(
        "SELECT id, scopes, created_at_ms FROM api_keys WHERE hash = ?",
        hash,
      )
      .toArray()[0];
    if (row === undefined) return null;
    const key = { id: row.id, scopes: JSON.parse(row.scopes) as Scope[], createdAtMs: row.created_at_ms };
    this.#keys.set(hash, key);
    return key;
  }

  #readAccount(): Account | null {
    const row = this.#sql.exec<AccountRow>("SELECT * FROM account").toArray()[0];
    if (row === undefined) return null;
    const limits: AccountLimits = {
      segmentsPerSecond: row.segments_per_second,
      burstSegments: row.burst_segments,
      maxSegmentsPerMessage: row.max_segments_per_message,
      maxWaitingMessages: row.max_waiting_messages,
    };
    return {
      id: row.id,
      name: row.name,
      limits,
      senders: row.senders === null ? null : (JSON.parse(row.senders) as string[]),
      createdAtMs: row.created_at_ms,
    };
  }
}
