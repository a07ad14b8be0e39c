import type { DatabaseSync, SQLInputValue } from "node:sqlite";

/** A file of an object that does not run, as the object's classes know it: as much of it as those of receipts use. */
export function sqlStorageOf(database: DatabaseSync): SqlStorage {
  const prepared = new Map<string, ReturnType<DatabaseSync["prepare"]>>();
  const exec = (query: string, ...bindings: SQLInputValue[]): unknown => {
    const statement = prepared.get(query) ?? database.prepare(query);
    prepared.set(query, statement);
    const rows = statement.all(...bindings).map(withBuffers);
    return { toArray: () => rows, one: () => rows[0], [Symbol.iterator]: () => rows.values() };
  };
  return { exec } as unknown as SqlStorage;
}

/** An object has blobs as buffers, Node has views of them. */
function withBuffers(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, value instanceof Uint8Array ? value.slice().buffer : value]),
  );
}
