import type { Meter } from "./meter.ts";
import { statementName } from "./statement-name.ts";

/** A cursor counts on while it is read, so the latest few are looked at again; code that is done with one makes another. */
const watchedCursors = 8;

interface WatchedCursor {
  statement: string;
  cursor: SqlStorageCursor<Record<string, SqlStorageValue>>;
  read: number;
  written: number;
}

/**
 * Counts what an object's storage is billed for, and how long the object is kept active by what it left behind. The state stays the
 * platform's own, which takes no stand-in for it: methods are replaced on it.
 */
export function meterState(state: DurableObjectState, place: string, meter: Meter): DurableObjectState {
  meterSql(state.storage.sql, place, meter);
  const { storage } = state;
  const setAlarm = storage.setAlarm.bind(storage);
  storage.setAlarm = (...parameters) => {
    meter.add(place, "setAlarm", "objectRowWritten");
    return setAlarm(...parameters);
  };
  const waitUntil = state.waitUntil.bind(state);
  state.waitUntil = (work) => {
    const end = meter.keepActive(place, nameOf(state));
    void Promise.resolve(work).then(end, end);
    waitUntil(work);
  };
  return state;
}

/** Runs a handler that the platform calls, during which the object is active. */
export async function whileActive(
  state: DurableObjectState,
  place: string,
  meter: Meter,
  handle: () => Promise<void>,
): Promise<void> {
  const end = meter.keepActive(place, nameOf(state));
  try {
    await handle();
  } finally {
    end();
  }
}

function nameOf(state: DurableObjectState): string {
  return state.id.name ?? state.id.toString();
}

function meterSql(sql: SqlStorage, place: string, meter: Meter): void {
  const watched: WatchedCursor[] = [];
  const settle = (): void => {
    for (const each of watched) {
      const { rowsRead, rowsWritten } = each.cursor;
      meter.add(place, each.statement, "objectRowRead", rowsRead - each.read);
      meter.add(place, each.statement, "objectRowWritten", rowsWritten - each.written);
      each.read = rowsRead;
      each.written = rowsWritten;
    }
  };
  meter.beforeReading(settle);
  const exec = sql.exec.bind(sql);
  sql.exec = (<Row extends Record<string, SqlStorageValue>>(query: string, ...bindings: unknown[]) => {
    settle();
    const cursor = exec<Row>(query, ...bindings);
    watched.push({ statement: statementName(query), cursor, read: 0, written: 0 });
    if (watched.length > watchedCursors) watched.shift();
    return cursor;
  }) as SqlStorage["exec"];
}
