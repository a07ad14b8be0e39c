import type { MessageEvent } from "../../src/messages/message.ts";

/** The tables of held steps: a row for those of one turn, and beside it which of them were taken, by their places in it. */
export const heldStepsTables = `
  CREATE TABLE held_steps (
    seq INTEGER PRIMARY KEY,
    due_at_ms INTEGER NOT NULL,
    steps TEXT NOT NULL
  );
  CREATE TABLE taken_steps (
    seq INTEGER PRIMARY KEY,
    places TEXT NOT NULL
  );
`;

/** Steps in rows at most, taken ones too; the oldest rows go before their time. */
const stepLimit = 20_000;
/** No step waits longer, whatever the clock has done. */
const longestHoldMs = 60_000;

interface HeldRow {
  seq: number;
  dueAtMs: number;
  steps: MessageEvent[];
  taken: Set<number>;
}

interface HeldStep {
  row: HeldRow;
  place: number;
  step: MessageEvent;
}

/** Steps that wait to be told, on disk until their time. What a turn adds and takes is written by its `store`. */
export class HeldSteps {
  readonly #sql: SqlStorage;
  readonly #byMessage = new Map<string, HeldStep[]>();
  /** From the one that is due first to the last. */
  readonly #rows: HeldRow[] = [];
  /** What this turn added. */
  #added: HeldRow | null = null;
  /** Rows of which this turn took. */
  readonly #touched = new Set<HeldRow>();
  /** Steps in rows: one that is taken stays in its row until that is due. */
  #count = 0;
  #lastSeq = 0;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    const rows = sql.exec<{ seq: number; due_at_ms: number; steps: string; places: string | null }>(
      "SELECT held.seq, due_at_ms, steps, places FROM held_steps AS held LEFT JOIN taken_steps USING (seq) ORDER BY held.seq",
    );
    for (const { seq, due_at_ms, steps, places } of rows.toArray()) {
      const taken = new Set(JSON.parse(places ?? "[]") as number[]);
      const row = { seq, dueAtMs: due_at_ms, steps: JSON.parse(steps) as MessageEvent[], taken };
      this.#rows.push(row);
      this.#count += row.steps.length;
      this.#lastSeq = seq;
      for (const [place, step] of row.steps.entries()) if (!taken.has(place)) this.#remember({ row, place, step });
    }
  }

  /** Epoch ms; null while nothing is held. */
  get nextDueAtMs(): number | null {
    return this.#rows[0]?.dueAtMs ?? null;
  }

  add(step: MessageEvent): void {
    this.#added ??= { seq: 0, dueAtMs: 0, steps: [], taken: new Set() };
    this.#remember({ row: this.#added, place: this.#added.steps.length, step });
    this.#added.steps.push(step);
    this.#count += 1;
  }

  /** `dueAtMs` is when what was added is due; what is added later is never due earlier. */
  store(dueAtMs: number): void {
    if (this.#added !== null) this.#storeAdded(this.#added, dueAtMs);
    this.#added = null;
    for (const { seq, taken } of this.#touched) {
      this.#sql.exec("INSERT OR REPLACE INTO taken_steps (seq, places) VALUES (?, ?)", seq, JSON.stringify([...taken]));
    }
    this.#touched.clear();
  }

  /** The steps of a message that are held: from now on they are not. */
  take(messageId: string): readonly MessageEvent[] {
    const held = this.#byMessage.get(messageId);
    if (held === undefined) return [];
    this.#byMessage.delete(messageId);
    for (const { row, place } of held) {
      row.taken.add(place);
      this.#touched.add(row);
    }
    return held.map(({ step }) => step);
  }

  /** Takes what is due, and lets its rows go. */
  takeDue(nowMs: number): MessageEvent[] {
    return this.#takeRows(({ dueAtMs }) => dueAtMs <= nowMs);
  }

  /** The same of the oldest where too much is held, and of those that a clock which was put back would keep for too long. */
  takeBeyondLimits(nowMs: number): MessageEvent[] {
    return this.#takeRows(({ dueAtMs }) => this.#count > stepLimit || dueAtMs > nowMs + longestHoldMs);
  }

  /** Whether nothing waits. */
  get isEmpty(): boolean {
    return this.#byMessage.size === 0;
  }

  #storeAdded(row: HeldRow, dueAtMs: number): void {
    this.#lastSeq += 1;
    row.seq = this.#lastSeq;
    row.dueAtMs = Math.max(dueAtMs, this.#rows.at(-1)?.dueAtMs ?? 0);
    this.#rows.push(row);
    this.#sql.exec(
      "INSERT INTO held_steps (seq, due_at_ms, steps) VALUES (?, ?, ?)",
      row.seq,
      row.dueAtMs,
      JSON.stringify(row.steps),
    );
  }

  /** Takes rows from the first on, as long as `isOver` says so. */
  #takeRows(isOver: (row: HeldRow) => boolean): MessageEvent[] {
    const taken: MessageEvent[] = [];
    let last: HeldRow | undefined;
    for (let row = this.#rows[0]; row !== undefined && isOver(row); row = this.#rows[0]) {
      for (const { messageId } of row.steps) taken.push(...this.take(messageId));
      this.#touched.delete(row);
      this.#rows.shift();
      this.#count -= row.steps.length;
      last = row;
    }
    if (last !== undefined) {
      this.#sql.exec("DELETE FROM held_steps WHERE seq <= ?", last.seq);
      this.#sql.exec("DELETE FROM taken_steps WHERE seq <= ?", last.seq);
    }
    return taken;
  }

  #remember(held: HeldStep): void {
    const ofMessage = this.#byMessage.get(held.step.messageId);
    if (ofMessage === undefined) this.#byMessage.set(held.step.messageId, [held]);
    else ofMessage.push(held);
  }
}
