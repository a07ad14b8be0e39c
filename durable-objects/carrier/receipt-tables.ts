import type { ReceiptState } from "../../src/sms/receipt-states.ts";
import { ReceiptDay, type ReceiptRow, storedDays } from "./receipt-day.ts";
import type { ReceiptEntry } from "./receipt-runs.ts";

const dayMs = 86_400_000;
/** Days that are used all the time: today, and yesterday for as long as its receipts come. */
const busyDays = 2;

/** Days since 1970, UTC. */
export function dayOf(atMs: number): number {
  return Math.floor(atMs / dayMs);
}

/**
 * Segments that await their receipts, in tables for each day: what is over is dropped as a whole, which costs no row, and
 * no table grows with what the days before it left. Lookups go from the newest day to the oldest.
 */
export class ReceiptTables {
  readonly #sql: SqlStorage;
  /** Newest first. */
  #days: ReceiptDay[];

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#days = storedDays(sql).map((day) => new ReceiptDay(sql, day));
  }

  get isEmpty(): boolean {
    return this.#days.length === 0;
  }

  /** Adds segments to the day of `nowMs`. One that is there already stays as it is. */
  insert(entries: readonly ReceiptEntry[], nowMs: number): void {
    this.#dayAt(dayOf(nowMs)).insert(entries);
  }

  /** The rows under these keys, of the newest days that have them; of older ones too, where all that is newer has its final state. */
  findNewest(keys: Iterable<string>): ReceiptRow[] {
    const wanted = new Set(keys);
    const found: ReceiptRow[] = [];
    for (const day of this.#days) {
      if (wanted.size === 0) break;
      for (const rows of day.find(wanted)) {
        found.push(...rows);
        for (const { carrierKey, finalState } of rows) if (finalState === null) wanted.delete(carrierKey);
      }
    }
    return found;
  }

  /** All rows under these keys: carriers use ids again. */
  findAll(keys: Iterable<string>): ReceiptRow[] {
    const wanted = new Set(keys);
    return this.#days.flatMap((day) => [...day.find(wanted)].flat());
  }

  close(rows: readonly (Pick<ReceiptRow, "day" | "position"> & { state: ReceiptState })[]): void {
    for (const [day, ofDay] of Map.groupBy(rows, (row) => row.day)) {
      const placed = ofDay.flatMap(({ position, state }) => (position === null ? [] : [{ position, state }]));
      this.#dayAt(day).close(placed);
    }
  }

  /** Drops the tables of days that ended before `beforeMs`. */
  sweep(beforeMs: number): void {
    const firstDay = dayOf(beforeMs);
    for (const day of this.#days.filter(({ day }) => day < firstDay)) day.drop();
    this.#days = this.#days.filter(({ day }) => day >= firstDay);
  }

  #dayAt(day: number): ReceiptDay {
    const known = this.#days.find((stored) => stored.day === day);
    if (known !== undefined) return known;
    const added = new ReceiptDay(this.#sql, day);
    this.#days = [...this.#days, added].toSorted((a, b) => b.day - a.day);
    for (const past of this.#days.slice(busyDays)) past.rest();
    return added;
  }
}
