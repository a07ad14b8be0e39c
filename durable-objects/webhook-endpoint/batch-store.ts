import { doneBits, isDone } from "./done-bits.ts";
import type { Batch, PendingEvent } from "./pending-event.ts";

interface BatchRow extends Record<string, SqlStorageValue> {
  slot: number;
  webhook_id: string;
  made_at_ms: number;
  /** A JSON array of chunk, position, chunk, position, … */
  members: string;
  attempts: number;
  due_at_ms: number;
}

/** A batch whose events are being read from the disk again. */
interface Restored {
  row: BatchRow;
  /** By their place in the batch; not all of them are there yet. */
  events: Map<number, PendingEvent>;
  size: number;
}

/**
 * Which events go together, from the first time they are sent on. A batch that is done leaves its row as it is, for the next one to
 * write over: what the row names is done then, and says so. So a batch that arrives costs one written row here.
 */
export class BatchStore {
  readonly #sql: SqlStorage;
  readonly #freeSlots: number[] = [];
  #slots = 0;
  /** By chunk and position of each event. */
  readonly #members = new Map<string, { place: number; restored: Restored }>();

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    const rows = sql.exec<BatchRow & { events: number | null; done: ArrayBuffer | null }>(
      `SELECT batches.*, events, done FROM batches
       LEFT JOIN chunks ON chunks.seq = json_extract(members, '$[0]') AND body IS NOT NULL
       LEFT JOIN progress ON progress.seq = chunks.seq`,
    );
    for (const { events, done, ...row } of rows) {
      this.#slots = Math.max(this.#slots, row.slot + 1);
      const members = JSON.parse(row.members) as number[];
      // All events of a batch are done in the same transaction, so the first one speaks for them.
      if (events === null || isDone(doneBits(events, done), members[1] ?? 0)) this.#freeSlots.push(row.slot);
      else this.#expect(row, members);
    }
  }

  /** From now on these go together. */
  fix(events: readonly PendingEvent[], webhookId: string, nowMs: number): Batch {
    const slot = this.#freeSlots.pop() ?? this.#slots++;
    // Whoever is new to it gets all attempts there are.
    const attempts = Math.min(...events.map((event) => event.attempts));
    this.#sql.exec(
      `INSERT INTO batches (slot, webhook_id, made_at_ms, members, attempts, due_at_ms) VALUES (?, ?, ?, ?, ?, 0)
       ON CONFLICT DO UPDATE SET webhook_id = excluded.webhook_id, made_at_ms = excluded.made_at_ms,
         members = excluded.members, attempts = excluded.attempts, due_at_ms = 0`,
      slot,
      webhookId,
      nowMs,
      JSON.stringify(events.flatMap(({ seq, position }) => [seq, position])),
      attempts,
    );
    return { slot, webhookId, madeAtMs: nowMs, events, attempts, dueAtMs: 0 };
  }

  /** Remembers when a batch is tried again. */
  putOff({ slot, attempts, dueAtMs }: Batch): void {
    this.#sql.exec("UPDATE batches SET attempts = ?, due_at_ms = ? WHERE slot = ?", attempts, dueAtMs, slot);
  }

  /** What was put off is due now. */
  hurry(nowMs: number): void {
    this.#sql.exec("UPDATE batches SET due_at_ms = ?1 WHERE due_at_ms > ?1", nowMs);
  }

  /** All events of the batch are marked as done. */
  free({ slot }: Batch): void {
    this.#freeSlots.push(slot);
  }

  /** Its events go together no longer, though they are not done. */
  takeApart(batch: Batch): void {
    this.#sql.exec("DELETE FROM batches WHERE slot = ?", batch.slot);
    this.free(batch);
  }

  /** Whether an event that was read from the disk is of a batch. */
  has(event: PendingEvent): boolean {
    return this.#members.size > 0 && this.#members.has(memberKey(event.seq, event.position));
  }

  /** Gives a batch one of its events back; returns the batch once it has them all. */
  restore(event: PendingEvent): Batch | null {
    const key = memberKey(event.seq, event.position);
    const member = this.#members.get(key);
    if (member === undefined) return null;
    this.#members.delete(key);
    const { row, events, size } = member.restored;
    events.set(member.place, event);
    if (events.size < size) return null;
    return {
      slot: row.slot,
      webhookId: row.webhook_id,
      madeAtMs: row.made_at_ms,
      events: [...events].toSorted(([one], [other]) => one - other).map(([, ofBatch]) => ofBatch),
      attempts: row.attempts,
      dueAtMs: row.due_at_ms,
    };
  }

  #expect(row: BatchRow, members: readonly number[]): void {
    const restored: Restored = { row, events: new Map(), size: members.length / 2 };
    for (let place = 0; place < restored.size; place += 1) {
      const key = memberKey(members[2 * place] ?? 0, members[2 * place + 1] ?? 0);
      this.#members.set(key, { place, restored });
    }
  }
}

function memberKey(seq: number, position: number): string {
  return `${seq}.${position}`;
}
