import type { AcceptedText } from "../../src/messages/message.ts";
import type { SendTiming } from "../../src/schedules/send-timing.ts";
import type { AlarmBook } from "../lib/alarm-book.ts";

export const scheduledAlarm = "scheduled_texts";

/** A text that waits for its time. */
export interface ScheduledEntry {
  text: AcceptedText;
  /** As it was asked for, to plan from again. */
  timing: SendTiming;
  dueAtMs: number;
}

/** A row as it is stored; whether `body` is a text is for whoever fires it to see. */
export interface StoredText {
  id: string;
  dueAtMs: number;
  body: string;
}

/**
 * The texts that wait for their time, by their ids and in the order in which they are due. One due on the alarm book stands
 * for all of them, at the earliest.
 */
export class ScheduledStore {
  readonly #sql: SqlStorage;
  readonly #alarms: AlarmBook;
  #count: number | null = null;
  /** When the alarm goes, as far as this instance knows. */
  #armedAtMs = Infinity;

  constructor(sql: SqlStorage, alarms: AlarmBook) {
    this.#sql = sql;
    this.#alarms = alarms;
  }

  /** How many wait. Counted once, and only in accounts that schedule. */
  get count(): number {
    this.#count ??= this.#sql.exec<{ count: number }>("SELECT count(*) AS count FROM scheduled_texts").one().count;
    return this.#count;
  }

  add({ text, timing, dueAtMs }: ScheduledEntry): void {
    const { count } = this;
    this.#sql.exec(
      "INSERT INTO scheduled_texts (id, due_at_ms, timing, body) VALUES (?, ?, ?, ?)",
      text.id,
      dueAtMs,
      JSON.stringify(timing),
      JSON.stringify(text),
    );
    this.#count = count + 1;
  }

  replace({ text, timing, dueAtMs }: ScheduledEntry): void {
    this.#sql.exec(
      "UPDATE scheduled_texts SET due_at_ms = ?, timing = ?, body = ? WHERE id = ?",
      dueAtMs,
      JSON.stringify(timing),
      JSON.stringify(text),
      text.id,
    );
  }

  find(id: string): ScheduledEntry | null {
    const row = this.#sql
      .exec<{ due_at_ms: number; timing: string; body: string }>(
        "SELECT due_at_ms, timing, body FROM scheduled_texts WHERE id = ?",
        id,
      )
      .toArray()[0];
    if (row === undefined) return null;
    return {
      text: JSON.parse(row.body) as AcceptedText,
      timing: JSON.parse(row.timing) as SendTiming,
      dueAtMs: row.due_at_ms,
    };
  }

  remove(ids: readonly string[]): void {
    if (ids.length === 0) return;
    const { count } = this;
    this.#sql.exec("DELETE FROM scheduled_texts WHERE id IN (SELECT value FROM json_each(?))", JSON.stringify(ids));
    this.#count = count - ids.length;
  }

  /** Takes out up to `limit` texts whose time has come, in the order in which they are due. */
  takeDue(nowMs: number, limit: number): StoredText[] {
    const due = this.#sql
      .exec<{ id: string; due_at_ms: number; body: string }>(
        "SELECT id, due_at_ms, body FROM scheduled_texts WHERE due_at_ms <= ? ORDER BY due_at_ms, id LIMIT ?",
        nowMs,
        limit,
      )
      .toArray();
    this.remove(due.map(({ id }) => id));
    return due.map((row) => ({ id: row.id, dueAtMs: row.due_at_ms, body: row.body }));
  }

  /** Has the alarm go at `dueAtMs` at the latest. Part of the transaction that stored what is due then. */
  armFor(dueAtMs: number): void {
    if (dueAtMs >= this.#armedAtMs) return;
    // An instance that was started anew does not know what waits already.
    this.rearm(0);
  }

  /** When the earliest is due; null where none waits. */
  get nextDueAtMs(): number | null {
    return this.#sql.exec<{ due: number | null }>("SELECT min(due_at_ms) AS due FROM scheduled_texts").one().due;
  }

  /** Sets the alarm at the earliest due, but not before `notBeforeMs`. */
  rearm(notBeforeMs: number): void {
    const due = this.nextDueAtMs;
    this.#armedAtMs = due === null ? Infinity : Math.max(due, notBeforeMs);
    if (due !== null) this.#alarms.set(scheduledAlarm, "", this.#armedAtMs);
  }
}
