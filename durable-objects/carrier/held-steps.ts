import type { MessageEvent } from "../../src/messages/message.ts";

/** The table of held steps: a row for those of one turn. */
export const heldStepsTable = `
  CREATE TABLE held_steps (
    seq INTEGER PRIMARY KEY,
    due_at_ms INTEGER NOT NULL,
    steps TEXT NOT NULL
  );
`;

/** Steps kept in memory at most; the oldest go before their time. */
const stepLimit = 20_000;

interface HeldRow {
  seq: number;
  dueAtMs: number;
  steps: readonly MessageEvent[];
}

/**
 * Steps that wait to be told, on disk until their time, whether they were taken before it or not. An instance that begins again
 * has all of them as not taken; telling a step twice changes nothing.
 */
export class HeldSteps {
  readonly #sql: SqlStorage;
  readonly #byMessage = new Map<string, MessageEvent[]>();
  /** From the one that is due first to the last. */
  #rows: HeldRow[];
  #turn: MessageEvent[] = [];
  #count = 0;
  #lastSeq: number;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#rows = sql
      .exec<{ seq: number; due_at_ms: number; steps: string }>(
        "SELECT seq, due_at_ms, steps FROM held_steps ORDER BY seq",
      )
      .toArray()
      .map(({ seq, due_at_ms, steps }) => ({ seq, dueAtMs: due_at_ms, steps: JSON.parse(steps) as MessageEvent[] }));
    this.#lastSeq = this.#rows.at(-1)?.seq ?? 0;
    for (const step of this.#rows.flatMap(({ steps }) => steps)) this.#remember(step);
  }

  /** Epoch ms; null while nothing is held. */
  get nextDueAtMs(): number | null {
    return this.#rows[0]?.dueAtMs ?? null;
  }

  /** On disk with the next `store`. */
  add(step: MessageEvent): void {
    this.#turn.push(step);
    this.#remember(step);
  }

  /** Writes what was added since the last time and was not taken again. */
  store(dueAtMs: number): void {
    if (this.#turn.length === 0) return;
    const steps = this.#turn.filter((step) => this.#byMessage.get(step.messageId)?.includes(step));
    this.#turn = [];
    if (steps.length === 0) return;
    this.#lastSeq += 1;
    this.#rows.push({ seq: this.#lastSeq, dueAtMs, steps });
    this.#sql.exec(
      "INSERT INTO held_steps (seq, due_at_ms, steps) VALUES (?, ?, ?)",
      this.#lastSeq,
      dueAtMs,
      JSON.stringify(steps),
    );
  }

  /** The steps of a message that are held: from now on they are not. */
  take(messageId: string): readonly MessageEvent[] {
    const steps = this.#byMessage.get(messageId);
    if (steps === undefined) return [];
    this.#byMessage.delete(messageId);
    this.#count -= steps.length;
    return steps;
  }

  /** Takes what is due, and lets its rows go. */
  takeDue(nowMs: number): MessageEvent[] {
    return this.#takeRows(({ dueAtMs }) => dueAtMs <= nowMs);
  }

  takeBeyondLimit(): MessageEvent[] {
    return this.#count > stepLimit ? this.#takeRows(() => this.#count > stepLimit) : [];
  }

  /** Takes rows from the first on, as long as `isOver` says so. */
  #takeRows(isOver: (row: HeldRow) => boolean): MessageEvent[] {
    const taken: MessageEvent[] = [];
    let last: HeldRow | undefined;
    for (let row = this.#rows[0]; row !== undefined && isOver(row); row = this.#rows[0]) {
      for (const { messageId } of row.steps) taken.push(...this.take(messageId));
      last = row;
      this.#rows.shift();
    }
    if (last !== undefined) this.#sql.exec("DELETE FROM held_steps WHERE seq <= ?", last.seq);
    return taken;
  }

  #remember(step: MessageEvent): void {
    this.#count += 1;
    const steps = this.#byMessage.get(step.messageId);
    if (steps === undefined) this.#byMessage.set(step.messageId, [step]);
    else steps.push(step);
  }
}
