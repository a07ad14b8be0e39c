import type { DatabaseSync, StatementSync } from "node:sqlite";
import { z } from "zod";
import type { JournalFileOptions, JournalStart } from "./journal-file.ts";
import { closeJournalFile, distrustJournalFile, openJournalFile } from "./journal-file.ts";

/** A segment that is handed to a socket, or was when its process died. */
export interface WrittenSegment {
  messageId: string;
  /** 0-based. */
  segment: number;
  attempt: number;
  bindId: string;
  /** Epoch ms. */
  atMs: number;
}

const writtenSchema = z.object({
  id: z.number(),
  message_id: z.string(),
  segment: z.number(),
  attempt: z.number(),
  bind_id: z.string(),
  at_ms: z.number(),
});
const reportSchema = z.object({ sequence: z.number(), frame: z.string() });
const lastSchema = z.object({ last: z.number() });

/**
 * What a connector must not forget when its process dies: which segments were handed to a socket and have no result, and
 * which reports the edge has not acknowledged. One file and one writer; every carrier has its own numbers.
 *
 * Every method is synchronous and throws what SQLite does; a journal that cannot be written must end the process, since
 * nothing may be sent without it.
 */
export class Journal {
  /** Names the file: a new one knows nothing of what an older one was given. */
  readonly id: string;
  /** How it was opened, for the log. */
  readonly start: JournalStart;
  readonly #database: DatabaseSync;
  readonly #statements: Statements;

  constructor(options: JournalFileOptions) {
    const { database, journalId, start } = openJournalFile(options);
    this.#database = database;
    this.#statements = prepare(database);
    this.id = journalId;
    this.start = start;
  }

  /** The part of one carrier. To be asked for once per carrier and process. */
  carrier(carrierId: string): CarrierJournal {
    return new CarrierJournal(carrierId, this.#statements);
  }

  /** Makes the next process begin a new journal. */
  distrust(): void {
    distrustJournalFile(this.#database);
  }

  /** Nothing may be called after this. */
  close(): void {
    closeJournalFile(this.#database);
  }
}

/** One carrier's part of the journal. */
export class CarrierJournal {
  readonly #carrierId: string;
  readonly #statements: Statements;
  #lastSequence: number;

  constructor(carrierId: string, statements: Statements) {
    this.#carrierId = carrierId;
    this.#statements = statements;
    const row = statements.selectLastSequence.get(carrierId);
    this.#lastSequence = row === undefined ? 0 : lastSchema.parse(row).last;
  }

  /** The number of the newest report, 0 when there was none. */
  get lastSequence(): number {
    return this.#lastSequence;
  }

  /** Notes segments that are about to be handed to a socket, in one transaction. Returns a row id for each, in order. */
  write(segments: readonly WrittenSegment[]): number[] {
    return this.#transaction(() =>
      segments.map(({ messageId, segment, attempt, bindId, atMs }) =>
        Number(
          this.#statements.insertWritten.run(this.#carrierId, messageId, segment, attempt, bindId, atMs)
            .lastInsertRowid,
        ),
      ),
    );
  }

  /**
   * Stores the next report and forgets the rows whose segments it settles, in one transaction.
   * @param frameOf makes the report's frame from its number; it is replayed as it is
   * @returns the number and the frame
   */
  report(frameOf: (sequence: number) => string, settledRows: readonly number[]): { sequence: number; frame: string } {
    const sequence = this.#lastSequence + 1;
    const frame = frameOf(sequence);
    this.#transaction(() => {
      this.#statements.insertReport.run(this.#carrierId, sequence, frame);
      this.#statements.upsertLastSequence.run(this.#carrierId, sequence);
      for (const row of settledRows) {
        this.#statements.deleteWritten.run(row);
      }
    });
    this.#lastSequence = sequence;
    return { sequence, frame };
  }

  /** The edge has stored every report up to this number. */
  acknowledge(sequence: number): void {
    this.#statements.deleteReports.run(this.#carrierId, sequence);
  }

  /** The reports the edge has not acknowledged, oldest first, each as it was first sent. Not to be held over other calls. */
  *unacknowledged(): Generator<{ sequence: number; frame: string }> {
    for (const row of this.#statements.selectReports.iterate(this.#carrierId)) {
      yield reportSchema.parse(row);
    }
  }

  /** The segments without a result, oldest first: at the start of a process, those an earlier one left behind. */
  written(): { row: number; written: WrittenSegment }[] {
    return this.#statements.selectWritten.all(this.#carrierId).map((row) => {
      const { id, message_id: messageId, bind_id: bindId, at_ms: atMs, ...rest } = writtenSchema.parse(row);
      return { row: id, written: { messageId, bindId, atMs, segment: rest.segment, attempt: rest.attempt } };
    });
  }

  #transaction<Result>(work: () => Result): Result {
    this.#statements.begin.run();
    try {
      const result = work();
      this.#statements.commit.run();
      return result;
    } catch (error) {
      this.#statements.rollback.run();
      throw error;
    }
  }
}

type Statements = Readonly<Record<keyof typeof sql, StatementSync>>;

const sql = {
  begin: "BEGIN",
  commit: "COMMIT",
  rollback: "ROLLBACK",
  insertWritten:
    "INSERT INTO written (carrier_id, message_id, segment, attempt, bind_id, at_ms) VALUES (?, ?, ?, ?, ?, ?)",
  deleteWritten: "DELETE FROM written WHERE id = ?",
  selectWritten:
    "SELECT id, message_id, segment, attempt, bind_id, at_ms FROM written WHERE carrier_id = ? ORDER BY id",
  insertReport: "INSERT INTO reports (carrier_id, sequence, frame) VALUES (?, ?, ?)",
  deleteReports: "DELETE FROM reports WHERE carrier_id = ? AND sequence <= ?",
  selectReports: "SELECT sequence, frame FROM reports WHERE carrier_id = ? ORDER BY sequence",
  selectLastSequence: "SELECT last_sequence AS last FROM carriers WHERE carrier_id = ?",
  upsertLastSequence: `INSERT INTO carriers (carrier_id, last_sequence) VALUES (?, ?)
    ON CONFLICT (carrier_id) DO UPDATE SET last_sequence = excluded.last_sequence`,
} as const;

function prepare(database: DatabaseSync): Statements {
  const of = (name: keyof typeof sql): StatementSync => database.prepare(sql[name]);
  return {
    begin: of("begin"),
    commit: of("commit"),
    rollback: of("rollback"),
    insertWritten: of("insertWritten"),
    deleteWritten: of("deleteWritten"),
    selectWritten: of("selectWritten"),
    insertReport: of("insertReport"),
    deleteReports: of("deleteReports"),
    selectReports: of("selectReports"),
    selectLastSequence: of("selectLastSequence"),
    upsertLastSequence: of("upsertLastSequence"),
  };
}
