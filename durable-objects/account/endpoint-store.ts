import { takesType } from "../../src/events/event-types.ts";
import { type Endpoint, readEndpoint } from "../../src/webhooks/endpoint.ts";

export const endpointTables = `
  CREATE TABLE webhook_endpoints (
    id TEXT PRIMARY KEY,
    body TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE replays (
    id TEXT PRIMARY KEY,
    endpoint_id TEXT NOT NULL,
    from_ms INTEGER NOT NULL,
    to_ms INTEGER NOT NULL,
    after_seq INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE missed_chunks (
    endpoint_id TEXT NOT NULL,
    chunk_id TEXT NOT NULL,
    PRIMARY KEY (endpoint_id, chunk_id)
  ) WITHOUT ROWID;
`;

/** The account's webhook endpoints, read once and held: there are few, and each chunk of events asks for them. */
export class EndpointStore {
  readonly #sql: SqlStorage;
  #endpoints: Map<string, Endpoint> | null = null;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** In the order in which they were made. */
  list(): Endpoint[] {
    return [...this.#held().values()];
  }

  find(id: string): Endpoint | null {
    return this.#held().get(id) ?? null;
  }

  put(endpoint: Endpoint): void {
    this.#sql.exec(
      "INSERT INTO webhook_endpoints (id, body) VALUES (?, ?) ON CONFLICT DO UPDATE SET body = excluded.body",
      endpoint.id,
      JSON.stringify(endpoint),
    );
    this.#held().set(endpoint.id, endpoint);
  }

  remove(id: string): void {
    this.#sql.exec("DELETE FROM webhook_endpoints WHERE id = ?", id);
    this.#held().delete(id);
  }

  /** Those that are enabled and want one of these types. */
  wanting(types: readonly string[]): string[] {
    const held = this.#held();
    if (held.size === 0) return [];
    return [...held.values()]
      .filter(({ enabled, events }) => enabled && types.some((type) => takesType(events, type)))
      .map(({ id }) => id);
  }

  #held(): Map<string, Endpoint> {
    this.#endpoints ??= new Map(
      this.#sql
        .exec<{ id: string; body: string }>("SELECT id, body FROM webhook_endpoints ORDER BY id")
        .toArray()
        .map(({ id, body }) => [id, readEndpoint(body)]),
    );
    return this.#endpoints;
  }
}
