/** What is stored of a segment, under the canonical form of the carrier's message id. */
export interface ReceiptEntry {
  carrierKey: string;
  messageId: string;
  segment: number;
  accountId: string;
  segmentCount: number;
  sentAtMs: number;
  /** How many carriers the text had before this one. */
  hops: number;
}

/** Positions are those of the segments in their day, in the order in which they came. */
export interface PlacedEntry extends ReceiptEntry {
  position: number;
}

type EntryFields = [
  carrierKey: string,
  messageId: string,
  segment: number,
  accountId: string,
  segmentCount: number,
  sentAtMs: number,
  hops: number,
];

const entriesPerRun = 256;
const charactersPerRun = 500_000;
/** Runs kept in memory, a few megabytes: receipts mostly come for what went a moment ago. */
const keptRuns = 256;

interface Run {
  firstPosition: number;
  /** An entry each, as JSON. */
  lines: string[];
}

interface StoredRun extends Record<string, SqlStorageValue> {
  first_position: number;
  entries: string;
}

/** Segments of one day, those of one report in one row: a line of JSON each, so that one is read without the others. */
export class ReceiptRuns {
  readonly #sql: SqlStorage;
  readonly #insert: string;
  readonly #find: string;
  readonly #from: string;
  /** The last ones used, the latest first. */
  readonly #kept: Run[] = [];

  constructor(sql: SqlStorage, table: string) {
    this.#sql = sql;
    this.#insert = `INSERT INTO ${table} (first_position, entries) VALUES (?, ?)`;
    this.#find = `SELECT first_position, entries FROM ${table} WHERE first_position <= ? ORDER BY first_position DESC LIMIT 1`;
    this.#from = `SELECT first_position, entries FROM ${table} WHERE first_position >= ? ORDER BY first_position`;
    sql.exec(`CREATE TABLE IF NOT EXISTS ${table} (first_position INTEGER PRIMARY KEY, entries TEXT NOT NULL)`);
  }

  /** Adds entries at positions from `firstPosition` on. */
  append(firstPosition: number, entries: readonly ReceiptEntry[]): void {
    let run: Run = { firstPosition, lines: [] };
    let characters = 0;
    for (const entry of entries) {
      const line = lineOf(entry);
      if (run.lines.length === entriesPerRun || (characters > 0 && characters + line.length > charactersPerRun)) {
        this.#store(run);
        run = { firstPosition: run.firstPosition + run.lines.length, lines: [] };
        characters = 0;
      }
      run.lines.push(line);
      characters += line.length;
    }
    if (run.lines.length > 0) this.#store(run);
  }

  /** Null where there is none. */
  at(position: number): PlacedEntry | null {
    const run = this.#runOf(position);
    const line = run?.lines[position - run.firstPosition];
    return line === undefined ? null : placedEntry(line, position);
  }

  /** The runs from the one at `firstPosition` on, each as its entries. */
  *from(firstPosition: number): Generator<PlacedEntry[]> {
    for (const { first_position, entries } of this.#sql.exec<StoredRun>(this.#from, firstPosition)) {
      yield entries.split("\n").map((line, index) => placedEntry(line, first_position + index));
    }
  }

  /** Forgets what is in memory. */
  rest(): void {
    this.#kept.length = 0;
  }

  #store(run: Run): void {
    this.#sql.exec(this.#insert, run.firstPosition, run.lines.join("\n"));
    this.#keep(run);
  }

  #runOf(position: number): Run | undefined {
    const kept = this.#kept.findIndex((run) => isIn(run, position));
    if (kept === 0) return this.#kept[0];
    const run = kept > 0 ? this.#kept.splice(kept, 1)[0] : this.#load(position);
    if (run !== undefined) this.#keep(run);
    return run;
  }

  #load(position: number): Run | undefined {
    const [stored] = this.#sql.exec<StoredRun>(this.#find, position).toArray();
    if (stored === undefined) return undefined;
    const run = { firstPosition: stored.first_position, lines: stored.entries.split("\n") };
    return isIn(run, position) ? run : undefined;
  }

  #keep(run: Run): void {
    this.#kept.unshift(run);
    if (this.#kept.length > keptRuns) this.#kept.pop();
  }
}

function isIn({ firstPosition, lines }: Run, position: number): boolean {
  return position >= firstPosition && position < firstPosition + lines.length;
}

function lineOf(entry: ReceiptEntry): string {
  const { carrierKey, messageId, segment, accountId, segmentCount, sentAtMs, hops } = entry;
  return JSON.stringify([
    carrierKey,
    messageId,
    segment,
    accountId,
    segmentCount,
    sentAtMs,
    hops,
  ] satisfies EntryFields);
}

function placedEntry(line: string, position: number): PlacedEntry {
  const [carrierKey, messageId, segment, accountId, segmentCount, sentAtMs, hops] = JSON.parse(line) as EntryFields;
  return { carrierKey, messageId, segment, accountId, segmentCount, sentAtMs, hops, position };
}
