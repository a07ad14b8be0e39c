import { type DisabledReason, type Endpoint, readEndpoint } from "../../src/webhooks/endpoint.ts";
import { type OpenKey, openSigningKey } from "../../src/webhooks/signing-keys.ts";

interface EndpointRow extends Record<string, SqlStorageValue> {
  body: string;
  failing_since_ms: number | null;
  stopped_for: string | null;
}

/** What the account says of the endpoint, and how the endpoint is doing. */
export class Configuration {
  readonly #sql: SqlStorage;
  readonly #credentialsKey: string;
  #endpoint: Endpoint | null = null;
  #failingSinceMs: number | null = null;
  #stoppedFor: DisabledReason | null = null;
  /** Opened when they are first needed. */
  #keys: Promise<OpenKey[]> | null = null;

  constructor(sql: SqlStorage, credentialsKey: string) {
    this.#sql = sql;
    this.#credentialsKey = credentialsKey;
    const row = sql.exec<EndpointRow>("SELECT body, failing_since_ms, stopped_for FROM endpoint").toArray()[0];
    if (row === undefined) return;
    this.#endpoint = readEndpoint(row.body);
    this.#failingSinceMs = row.failing_since_ms;
    this.#stoppedFor = row.stopped_for as DisabledReason | null;
  }

  /** Null where there is none, or none any more. */
  get endpoint(): Endpoint | null {
    return this.#endpoint;
  }

  get mayDeliver(): boolean {
    return this.#endpoint !== null && this.#endpoint.enabled && this.#stoppedFor === null;
  }

  /** Since when every request has failed, epoch ms. */
  get failingSinceMs(): number | null {
    return this.#failingSinceMs;
  }

  /** Why the endpoint stopped by itself, until its account has said the same. */
  get stoppedFor(): DisabledReason | null {
    return this.#stoppedFor;
  }

  /** Takes a version; false where it, or a later one, is there already. */
  put(endpoint: Endpoint): boolean {
    if (this.#endpoint !== null && this.#endpoint.version >= endpoint.version) return false;
    this.#sql.exec(
      `INSERT INTO endpoint (only_row, body) VALUES (1, ?)
       ON CONFLICT DO UPDATE SET body = excluded.body, failing_since_ms = NULL, stopped_for = NULL`,
      JSON.stringify(endpoint),
    );
    this.#endpoint = endpoint;
    this.#failingSinceMs = null;
    this.#stoppedFor = null;
    this.#keys = null;
    return true;
  }

  remove(): void {
    this.#sql.exec("DELETE FROM endpoint");
    this.#endpoint = null;
    this.#keys = null;
  }

  keys(): Promise<OpenKey[]> {
    const sealed = this.#endpoint?.keys ?? [];
    this.#keys ??= Promise.all(sealed.map((key) => openSigningKey(key, this.#credentialsKey)));
    return this.#keys;
  }

  setFailingSince(atMs: number | null): void {
    if (this.#failingSinceMs === atMs) return;
    this.#sql.exec("UPDATE endpoint SET failing_since_ms = ?", atMs);
    this.#failingSinceMs = atMs;
  }

  stop(reason: DisabledReason): void {
    this.#sql.exec("UPDATE endpoint SET stopped_for = ?", reason);
    this.#stoppedFor = reason;
  }
}
