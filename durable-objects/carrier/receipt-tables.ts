import type { ReceiptState } from "../../src/sms/receipt-states.ts";
import { FinalStates } from "./final-states.ts";

const dayMs = 86_400_000;

/** A segment as it is stored under the canonical form of the carrier's message id. */
export interface ReceiptRow {
  carrierKey: string;
  messageId: string;
  segment: number;
  accountId: string;
  segmentCount: number;
  sentAtMs: number;
  /** How many carriers the text had before this one. */
  hops: number;
  finalState: ReceiptState | null;
  /** Whose table it is in: days since 1970, UTC. */
  day: number;
  /** Where its final state is kept; null for what was stored when that was a column of its own. */
  position: number | null;
}

interface StoredRow extends Record<string, SqlStorageValue> {
  carrier_key: string;
  message_id: string;
  segment: number;
  account_id: string;
  segment_count: number;
  /** Only in tables that have no positions. */
  final_state?: ReceiptState | null;
  position: number | null;
  sent_at_ms: number;
  hops: number;
}

/**
 * Brings receipts of a time when all were in one table under today's, and gives tables of a time when the final state was a column
 * one for the position. Their rows have none: a receipt for one of them that comes twice is a step told twice, which changes nothing.
 */
export function dateOldReceipts(sql: SqlStorage, nowMs: number): void {
  const undated = sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'receipts'").toArray();
  if (undated.length > 0) sql.exec(`ALTER TABLE receipts RENAME TO ${nameOf(dayOf(nowMs))}`);
  const unplaced = sql.exec<{ name: string }>(
    `SELECT name FROM sqlite_master
     WHERE type = 'table' AND name GLOB 'receipts_[0-9]*' AND instr(sql, 'position INTEGER') = 0`,
  );
  for (const { name } of unplaced.toArray()) sql.exec(`ALTER TABLE ${name} ADD COLUMN position INTEGER`);
}

/** What is said to the table of one day, made once. */
interface DayTable {
  day: number;
  insert: string;
  find: string;
  drop: string;
  states: FinalStates;
}

/**
 * Segments that await their receipts, in a table for each day: what is over is dropped as a whole, which costs no row, and
 * no table grows with what the days before it left. Lookups go from the newest day to the oldest.
 */
export class ReceiptTables {
  readonly #sql: SqlStorage;
  /** Newest first. */
  #tables: DayTable[];

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#tables = sql
      .exec<{ day: number }>(
        `SELECT CAST(substr(name, 10) AS INTEGER) AS day FROM sqlite_master
         WHERE type = 'table' AND name GLOB 'receipts_[0-9]*' ORDER BY day DESC`,
      )
      .toArray()
      .map(({ day }) => dayTable(sql, day));
  }

  get isEmpty(): boolean {
    return this.#tables.length === 0;
  }

  /** Adds rows to the table of the day of `nowMs`. One that is there already stays as it is. */
  insert(rows: readonly Omit<ReceiptRow, "day" | "finalState" | "position">[], nowMs: number): void {
    const { insert, states } = this.#tableOf(dayOf(nowMs));
    const firstPosition = states.allot(rows.length);
    const values = rows.map((row, index) => [
      row.carrierKey,
      row.messageId,
      row.segment,
      row.accountId,
      row.segmentCount,
      row.sentAtMs,
      row.hops,
      firstPosition + index,
    ]);
    this.#sql.exec(insert, JSON.stringify(values));
  }

  /** The rows under these keys, of the newest days that have them; of older ones too, where all that is newer has its final state. */
  findNewest(keys: Iterable<string>): ReceiptRow[] {
    const wanted = new Set(keys);
    const found: ReceiptRow[] = [];
    for (const table of this.#tables) {
      if (wanted.size === 0) break;
      for (const row of this.#findIn(table, wanted)) {
        found.push(row);
        if (row.finalState === null) wanted.delete(row.carrierKey);
      }
    }
    return found;
  }

  /** All rows under these keys: carriers use ids again. */
  findAll(keys: Iterable<string>): ReceiptRow[] {
    const wanted = new Set(keys);
    return this.#tables.flatMap((table) => this.#findIn(table, wanted));
  }

  close(rows: readonly (Pick<ReceiptRow, "day" | "position"> & { state: ReceiptState })[]): void {
    for (const [day, ofDay] of Map.groupBy(rows, (row) => row.day)) {
      const placed = ofDay.flatMap(({ position, state }) => (position === null ? [] : [{ position, state }]));
      this.#tableOf(day).states.write(placed);
    }
  }

  /** Drops the tables of days that ended before `beforeMs`. */
  sweep(beforeMs: number): void {
    const firstDay = dayOf(beforeMs);
    for (const { drop } of this.#tables.filter(({ day }) => day < firstDay)) this.#sql.exec(drop);
    this.#tables = this.#tables.filter(({ day }) => day >= firstDay);
  }

  #findIn(table: DayTable, keys: ReadonlySet<string>): ReceiptRow[] {
    return this.#sql
      .exec<StoredRow>(table.find, JSON.stringify([...keys]))
      .toArray()
      .map((row) => receiptRow(row, table));
  }

  #tableOf(day: number): DayTable {
    const known = this.#tables.find((table) => table.day === day);
    if (known !== undefined) return known;
    this.#sql.exec(`CREATE TABLE ${nameOf(day)} (${receiptColumns}) WITHOUT ROWID`);
    const added = dayTable(this.#sql, day);
    this.#tables = [...this.#tables, added].toSorted((a, b) => b.day - a.day);
    return added;
  }
}

const receiptColumns = `
    carrier_key TEXT NOT NULL,
    message_id TEXT NOT NULL,
    segment INTEGER NOT NULL,
    account_id TEXT NOT NULL,
    segment_count INTEGER NOT NULL,
    sent_at_ms INTEGER NOT NULL,
    hops INTEGER NOT NULL,
    position INTEGER,
    PRIMARY KEY (carrier_key, message_id, segment)`;

function dayOf(atMs: number): number {
  return Math.floor(atMs / dayMs);
}

function nameOf(day: number): string {
  return `receipts_${day}`;
}

function dayTable(sql: SqlStorage, day: number): DayTable {
  const name = nameOf(day);
  const statesName = `receipt_states_${day}`;
  return {
    day,
    insert: `INSERT OR IGNORE INTO ${name}
        (carrier_key, message_id, segment, account_id, segment_count, sent_at_ms, hops, position)
      SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7
      FROM jsonb_each(?)`,
    find: `SELECT stored.* FROM (SELECT value AS key FROM json_each(?)) AS wanted
      CROSS JOIN ${name} AS stored ON stored.carrier_key = wanted.key`,
    drop: `DROP TABLE ${name}; DROP TABLE ${statesName}`,
    states: new FinalStates(sql, statesName),
  };
}

function receiptRow(row: StoredRow, { day, states }: DayTable): ReceiptRow {
  const { position } = row;
  return {
    carrierKey: row.carrier_key,
    messageId: row.message_id,
    segment: row.segment,
    accountId: row.account_id,
    segmentCount: row.segment_count,
    sentAtMs: row.sent_at_ms,
    hops: row.hops,
    finalState: position === null ? (row.final_state ?? null) : states.read(position),
    day,
    position,
  };
}
