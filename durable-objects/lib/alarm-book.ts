/** The table the book keeps; an object that has a book puts this in its migrations. */
export const alarmBookSchema = `
  CREATE TABLE alarms (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    due_at_ms INTEGER NOT NULL,
    attempt INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (kind, id)
  ) WITHOUT ROWID;
  CREATE INDEX alarms_due ON alarms (due_at_ms);
`;

/** What is due: `id` names the thing within its kind, `attempt` counts earlier tries that threw. */
export interface DueAlarm {
  kind: string;
  id: string;
  attempt: number;
}

type DueRow = DueAlarm & { due_at_ms: number };

export type AlarmHandler = (due: DueAlarm) => Promise<void> | void;

const batchSize = 50;
const retryBaseMs = 1_000;
const retryLimitMs = 300_000;
/** An alarm that is later than this is set anew. */
const overdueMs = 2_000;

/**
 * Many dues on an object's one physical alarm; nothing else calls setAlarm. Each due row stays until its handler has
 * returned, so a handler runs at least once and must tolerate a second run. One that throws is tried again later by itself,
 * with a growing delay, and cannot hold up the others; nor can one that brings the object down.
 */
export class AlarmBook {
  readonly #storage: DurableObjectStorage;
  readonly #now: () => number;
  /** What the platform's alarm is set to, as far as this instance knows; undefined until it has asked. */
  #armedAtMs: number | null | undefined;
  /** The moment it was set to, which for what was due already is that of setting it. */
  #armedForMs = 0;

  constructor(storage: DurableObjectStorage, now: () => number) {
    this.#storage = storage;
    this.#now = now;
  }

  /** Sets when `kind`/`id` is due (epoch ms), replacing what was set before. */
  set(kind: string, id: string, dueAtMs: number): void {
    this.#storage.sql.exec(
      "INSERT INTO alarms (kind, id, due_at_ms) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET due_at_ms = excluded.due_at_ms, attempt = 0",
      kind,
      id,
      dueAtMs,
    );
    this.#arm();
  }

  cancel(kind: string, id: string): void {
    this.#storage.sql.exec("DELETE FROM alarms WHERE kind = ? AND id = ?", kind, id);
    this.#arm();
  }

  /**
   * Runs what is due, a bounded batch at a time. The object's `alarm()` calls this and nothing else, with what it was called
   * with.
   */
  async run(
    handlers: Readonly<Record<string, AlarmHandler>>,
    onError: (due: DueAlarm, error: unknown) => void,
    info?: Pick<AlarmInvocationInfo, "isRetry">,
  ): Promise<void> {
    this.#armedAtMs = null;
    try {
      const due = this.#storage.sql
        .exec<DueRow & Record<string, SqlStorageValue>>(
          "SELECT kind, id, due_at_ms, attempt FROM alarms WHERE due_at_ms <= ? ORDER BY due_at_ms LIMIT ?",
          this.#now(),
          batchSize,
        )
        .toArray();
      for (const row of due) await this.#runOne(row, handlers, onError, info?.isRetry === true);
    } finally {
      this.#arm();
    }
  }

  /**
   * An alarm that goes again may have a handler in it that brings the object down, which then cannot write down that it failed:
   * with `putOffFirst` that is on disk before it begins.
   */
  async #runOne(
    row: DueRow,
    handlers: Readonly<Record<string, AlarmHandler>>,
    onError: (due: DueAlarm, error: unknown) => void,
    putOffFirst: boolean,
  ): Promise<void> {
    const held = putOffFirst ? this.#putOff(row) : row;
    if (putOffFirst) {
      this.#arm();
      await this.#storage.sync();
    }
    try {
      await handlers[row.kind]?.(row);
      // A handler that set its own next time keeps it.
      this.#storage.sql.exec(
        "DELETE FROM alarms WHERE kind = ? AND id = ? AND due_at_ms = ? AND attempt = ?",
        held.kind,
        held.id,
        held.due_at_ms,
        held.attempt,
      );
    } catch (error) {
      onError(row, error);
      if (!putOffFirst) this.#putOff(row);
    }
  }

  /** Returns the row as it is tried again. */
  #putOff(row: DueRow): DueRow {
    const delayMs = Math.min(retryBaseMs * 2 ** row.attempt, retryLimitMs);
    const later = { ...row, due_at_ms: this.#now() + delayMs, attempt: row.attempt + 1 };
    this.#storage.sql.exec(
      "UPDATE alarms SET attempt = ?, due_at_ms = ? WHERE kind = ? AND id = ? AND due_at_ms = ?",
      later.attempt,
      later.due_at_ms,
      row.kind,
      row.id,
      row.due_at_ms,
    );
    return later;
  }

  /**
   * Points the platform's alarm at the earliest due row; an overdue row is due now, never skipped. workerd counts an alarm down from
   * when it was set: where the clock was put forward meanwhile, or the machine slept, it would come late by as much.
   */
  #arm(): void {
    const next = this.#storage.sql.exec<{ due: number | null }>("SELECT min(due_at_ms) AS due FROM alarms").one().due;
    const nowMs = this.#now();
    if (next === this.#armedAtMs && (next === null || nowMs <= this.#armedForMs + overdueMs)) return;
    this.#armedAtMs = next;
    this.#armedForMs = Math.max(next ?? 0, nowMs + 1);
    // The platform orders these with the object's other writes, so there is nothing to wait for.
    if (next === null) void this.#storage.deleteAlarm();
    else void this.#storage.setAlarm(this.#armedForMs);
  }
}
