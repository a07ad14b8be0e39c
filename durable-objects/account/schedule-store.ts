import { type Page, toPage } from "../../src/page.ts";
import type { Schedule, ScheduleRun } from "../../src/schedules/schedule.ts";
import type { AlarmBook } from "../lib/alarm-book.ts";

export const schedulesAlarm = "schedules";

/** Runs of a schedule that are told of. */
const runsKept = 50;

interface ScheduleRow extends Record<string, SqlStorageValue> {
  id: string;
  version: number;
  next_run_at_ms: number | null;
  runs: number;
  body: string;
}

const columns = "id, version, next_run_at_ms, runs, body";

/** The account's recurring schedules and what they did. One due on the alarm book stands for all of them, at the earliest. */
export class ScheduleStore {
  readonly #sql: SqlStorage;
  readonly #alarms: AlarmBook;

  constructor(sql: SqlStorage, alarms: AlarmBook) {
    this.#sql = sql;
    this.#alarms = alarms;
  }

  get count(): number {
    return this.#sql.exec<{ count: number }>("SELECT count(*) AS count FROM schedules").one().count;
  }

  /** Stores a schedule, in the place of what it was. */
  put({ id, version, nextRunAtMs, runs, ...body }: Schedule): void {
    this.#sql.exec(
      `INSERT INTO schedules (${columns}) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET version = excluded.version, next_run_at_ms = excluded.next_run_at_ms,
         runs = excluded.runs, body = excluded.body`,
      id,
      version,
      nextRunAtMs,
      runs,
      JSON.stringify(body),
    );
  }

  find(id: string): Schedule | null {
    const row = this.#sql.exec<ScheduleRow>(`SELECT ${columns} FROM schedules WHERE id = ?`, id).toArray()[0];
    return row === undefined ? null : scheduleOf(row);
  }

  /** Newest first. */
  list(afterId: string | undefined, limit: number): Page<Schedule> {
    const rows = this.#sql
      .exec<ScheduleRow>(
        `SELECT ${columns} FROM schedules WHERE id < ? ORDER BY id DESC LIMIT ?`,
        afterId ?? "~",
        limit + 1,
      )
      .toArray();
    return toPage(rows.map(scheduleOf), limit, ({ id }) => id);
  }

  remove(id: string): void {
    this.#sql.exec("DELETE FROM schedules WHERE id = ?", id);
    this.#sql.exec("DELETE FROM schedule_runs WHERE schedule_id = ?", id);
  }

  /** Ids of schedules whose time has come, those that are due longest first. */
  dueIds(nowMs: number, limit: number): string[] {
    return this.#sql
      .exec<{ id: string }>(
        "SELECT id FROM schedules WHERE next_run_at_ms <= ? ORDER BY next_run_at_ms LIMIT ?",
        nowMs,
        limit,
      )
      .toArray()
      .map(({ id }) => id);
  }

  /** Takes away a schedule's next run; it has no more until it is changed. */
  stop(id: string): void {
    this.#sql.exec("UPDATE schedules SET next_run_at_ms = NULL WHERE id = ?", id);
  }

  addRun(scheduleId: string, { dueAtMs, ranAtMs, items }: ScheduleRun): void {
    this.#sql.exec(
      "INSERT INTO schedule_runs (schedule_id, due_at_ms, ran_at_ms, items) VALUES (?, ?, ?, ?)",
      scheduleId,
      dueAtMs,
      ranAtMs,
      JSON.stringify(items),
    );
    this.#sql.exec(
      `DELETE FROM schedule_runs WHERE schedule_id = ?1 AND due_at_ms <= (
         SELECT due_at_ms FROM schedule_runs WHERE schedule_id = ?1 ORDER BY due_at_ms DESC LIMIT 1 OFFSET ?2)`,
      scheduleId,
      runsKept,
    );
  }

  /** When the last run was due; 0 where there was none. */
  lastRunDueAtMs(scheduleId: string): number {
    return this.#sql
      .exec<{ due: number }>(
        "SELECT coalesce(max(due_at_ms), 0) AS due FROM schedule_runs WHERE schedule_id = ?",
        scheduleId,
      )
      .one().due;
  }

  /** Newest first. */
  runs(scheduleId: string): ScheduleRun[] {
    return this.#sql
      .exec<{ due_at_ms: number; ran_at_ms: number; items: string }>(
        "SELECT due_at_ms, ran_at_ms, items FROM schedule_runs WHERE schedule_id = ? ORDER BY due_at_ms DESC",
        scheduleId,
      )
      .toArray()
      .map((row) => ({
        dueAtMs: row.due_at_ms,
        ranAtMs: row.ran_at_ms,
        items: JSON.parse(row.items) as ScheduleRun["items"],
      }));
  }

  /** Sets the alarm at the earliest run, but not before `notBeforeMs`. */
  arm(notBeforeMs: number): void {
    const { due } = this.#sql.exec<{ due: number | null }>("SELECT min(next_run_at_ms) AS due FROM schedules").one();
    if (due === null) this.#alarms.cancel(schedulesAlarm, "");
    else this.#alarms.set(schedulesAlarm, "", Math.max(due, notBeforeMs));
  }
}

function scheduleOf({ id, version, next_run_at_ms, runs, body }: ScheduleRow): Schedule {
  const settings = JSON.parse(body) as Omit<Schedule, "id" | "version" | "nextRunAtMs" | "runs">;
  return { ...settings, id, version, nextRunAtMs: next_run_at_ms, runs };
}
