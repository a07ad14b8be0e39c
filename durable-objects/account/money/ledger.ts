import type { LedgerEntry, LedgerEntryType, LedgerQuery } from "../../../src/money/account-money.ts";
import { idTimeMs } from "../../../src/ids.ts";
import type { ChargeRule } from "../../../src/money/price-list.ts";

/**
 * `charge_on` of a hold: the rule its texts are paid for by. `held`: JSON of the texts whose money is still held, each a `HeldText`; null when none is. Ids are ULIDs
 * without a prefix and sort by time; a hold has that of its first text, so that a text's hold is the last one up to its id.
 */
export const ledgerTables = `
  CREATE TABLE ledger (
    id TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    amount_micros INTEGER NOT NULL,
    balance_micros INTEGER NOT NULL,
    texts INTEGER NOT NULL,
    reference TEXT,
    author TEXT,
    charge_on TEXT,
    held TEXT
  ) WITHOUT ROWID;
  CREATE TABLE money (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    settings TEXT NOT NULL,
    prices TEXT,
    currency TEXT,
    low_told INTEGER NOT NULL DEFAULT 0
  );
`;

/** Find the holds that are open, and the few lines that operators made, among all lines there ever were. */
export const ledgerIndexes = `
  CREATE INDEX ledger_open ON ledger (id) WHERE held IS NOT NULL;
  CREATE INDEX ledger_by_operators ON ledger (type, id) WHERE author IS NOT NULL;
`;

/** What is held for one text: the ULID of its id, millionths, and when it is to be sent where that is not at once, epoch ms. */
export type HeldText = readonly [ulid: string, amountMicros: number, dueAtMs?: number];

export interface NewEntry {
  id: string;
  type: LedgerEntryType;
  amountMicros: number;
  texts?: number;
  reference?: string | null;
  author?: string | null;
  chargeOn?: ChargeRule | null;
  held?: readonly HeldText[];
}

/** A hold of which some texts are open. */
export interface OpenHold {
  id: string;
  chargeOn: ChargeRule;
  held: HeldText[];
}

interface HoldRow extends Record<string, SqlStorageValue> {
  id: string;
  charge_on: ChargeRule;
  held: string | null;
}

interface LedgerRow extends Record<string, SqlStorageValue> {
  id: string;
  type: LedgerEntryType;
  amount_micros: number;
  balance_micros: number;
  texts: number;
  reference: string | null;
  author: string | null;
}

/** The newest line, where it is a hold that may yet take texts. */
interface NewestHold {
  id: string;
  chargeOn: ChargeRule;
  texts: number;
}

/**
 * The account's ledger: lines are added and never change, but for a hold that is the newest line and takes the texts of the
 * calls that follow. The balance is the sum of their amounts.
 */
export class Ledger {
  readonly #sql: SqlStorage;
  #balanceMicros: number;
  #lastId: string;
  #newestHold: NewestHold | null = null;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    const last = sql
      .exec<{ id: string; balance_micros: number; held: string | null }>(
        "SELECT id, balance_micros, held FROM ledger ORDER BY id DESC LIMIT 1",
      )
      .toArray()[0];
    this.#balanceMicros = last?.balance_micros ?? 0;
    const held = JSON.parse(last?.held ?? "[]") as HeldText[];
    this.#lastId = held.at(-1)?.[0] ?? last?.id ?? "";
  }

  get balanceMicros(): number {
    return this.#balanceMicros;
  }

  /**
   * The ULID of the newest line or of a text in it, empty where there is none. Later lines must sort after it, or texts of this one
   * would be looked for there.
   */
  get lastId(): string {
    return this.#lastId;
  }

  /** Adds a line. Part of the transaction of what it is for. */
  append({
    id,
    type,
    amountMicros,
    texts = 0,
    reference = null,
    author = null,
    chargeOn = null,
    held,
  }: NewEntry): void {
    this.#balanceMicros += amountMicros;
    this.#lastId = id;
    this.#newestHold = chargeOn === null ? null : { id, chargeOn, texts };
    this.#sql.exec(
      `INSERT INTO ledger (id, type, amount_micros, balance_micros, texts, reference, author, charge_on, held)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      type,
      amountMicros,
      this.#balanceMicros,
      texts,
      reference,
      author,
      chargeOn,
      held === undefined ? null : JSON.stringify(held),
    );
  }

  /** Null where the newest line is no hold, or this instance did not write it. */
  get newestHold(): NewestHold | null {
    return this.#newestHold;
  }

  /** Adds texts to the newest line, a hold. Part of the transaction that accepts them. */
  extendNewestHold(amountMicros: number, added: readonly HeldText[]): void {
    const hold = this.#newestHold;
    if (hold === null) throw new Error("the newest line is no hold");
    this.#balanceMicros += amountMicros;
    hold.texts += added.length;
    this.#sql.exec(
      `UPDATE ledger SET amount_micros = amount_micros + ?2, balance_micros = ?3, texts = ?4,
         held = iif(held IS NULL, ?5, substr(held, 1, length(held) - 1) || ',' || substr(?5, 2))
       WHERE id = ?1`,
      hold.id,
      amountMicros,
      this.#balanceMicros,
      hold.texts,
      JSON.stringify(added),
    );
  }

  /** The hold that a text's money is in, if some of that hold is still open. */
  findHold(ulid: string): OpenHold | null {
    const row = this.#sql
      .exec<HoldRow>(
        "SELECT id, charge_on, held FROM ledger WHERE id <= ? AND type = 'hold' AND charge_on IS NOT NULL ORDER BY id DESC LIMIT 1",
        ulid,
      )
      .toArray()[0];
    return row === undefined ? null : toOpenHold(row);
  }

  /** Open holds after the line `afterId` and before the line `beforeId`, the oldest first. */
  openHolds(afterId: string, beforeId: string, limit: number): OpenHold[] {
    return this.#sql
      .exec<HoldRow>(
        "SELECT id, charge_on, held FROM ledger WHERE id > ? AND id < ? AND held IS NOT NULL ORDER BY id LIMIT ?",
        afterId,
        beforeId,
        limit,
      )
      .toArray()
      .flatMap((row) => toOpenHold(row) ?? []);
  }

  /** Stores which texts of a hold are still open. */
  keepHeld(id: string, held: readonly HeldText[]): void {
    this.#sql.exec("UPDATE ledger SET held = ? WHERE id = ?", held.length === 0 ? null : JSON.stringify(held), id);
  }

  /** What all that is held comes to. */
  heldMicros(): number {
    return this.#sql
      .exec<{ total: number }>(
        `SELECT coalesce(sum(text.value ->> 1), 0) AS total
         FROM ledger, json_each(ledger.held) AS text WHERE ledger.held IS NOT NULL`,
      )
      .one().total;
  }

  /**
   * What texts have taken off the balance since the line `fromId`, less what they gave back: from the balance before that line and the lines
   * of operators since, of which there are few.
   */
  spentSinceMicros(fromId: string): number {
    const before = this.#sql
      .exec<{ balance_micros: number }>(
        "SELECT balance_micros FROM ledger WHERE id < ? ORDER BY id DESC LIMIT 1",
        fromId,
      )
      .toArray()[0];
    const { credited } = this.#sql
      .exec<{ credited: number }>(
        `SELECT coalesce(sum(amount_micros), 0) AS credited FROM ledger
         WHERE type IN ('top_up', 'adjustment') AND author IS NOT NULL AND id >= ?`,
        fromId,
      )
      .one();
    return (before?.balance_micros ?? 0) + credited - this.#balanceMicros;
  }

  /** Lines newest first, from before the line `beforeId`, of the types and the time given. */
  list({ beforeId, fromId, type, limit }: LedgerQuery): LedgerEntry[] {
    const isByOperator = type === "top_up" || type === "adjustment";
    // Said so that the index of operators' lines is taken for those.
    const typeIs = isByOperator ? "type = ?3 AND author IS NOT NULL" : "(?3 IS NULL OR type = ?3)";
    return this.#sql
      .exec<LedgerRow>(
        `SELECT id, type, amount_micros, balance_micros, texts, reference, author FROM ledger
         WHERE id < ?1 AND id >= ?2 AND ${typeIs}
         ORDER BY id DESC LIMIT ?4`,
        beforeId ?? "~",
        fromId ?? "",
        type ?? null,
        limit,
      )
      .toArray()
      .map((row) => ({
        id: row.id,
        type: row.type,
        atMs: idTimeMs(row.id),
        amountMicros: row.amount_micros,
        balanceMicros: row.balance_micros,
        texts: row.texts,
        reference: row.reference,
        author: row.author,
      }));
  }
}

function toOpenHold({ id, charge_on, held }: HoldRow): OpenHold | null {
  return held === null ? null : { id, chargeOn: charge_on, held: JSON.parse(held) as HeldText[] };
}
