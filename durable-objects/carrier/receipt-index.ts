import {
  type HashPairs,
  collectPositions,
  hashesBefore,
  firstPartOf,
  generationOf,
  groupByBucket,
  lastPartOf,
  packPairs,
  pairsPerPart,
} from "./receipt-bucket.ts";
import { HashFilter } from "./receipt-filter.ts";

/** Questions after which a filter is worth reading all buckets for: an object that sleeps between texts asks a few. */
const questionsBeforeFilter = 64;

interface StoredPart extends Record<string, SqlStorageValue> {
  part: number;
  entries: ArrayBuffer;
}

/**
 * Where the segments of one day are found by a hash of their ids: for each million positions 256 buckets. Whoever looks for a
 * hash reads its bucket, unless a filter in memory knows that it is not there. The filter is of what memory does not have itself, and is
 * made of all buckets when there were some questions, and again when memory has let go of a generation.
 */
export class ReceiptIndex {
  readonly #sql: SqlStorage;
  readonly #table: string;
  readonly #reachTable: string;
  #reach: number;
  /** Of the hashes at positions before its end. */
  #filter: { end: number; hashes: HashFilter } | null = null;
  #questions = 0;

  constructor(sql: SqlStorage, table: string, reachTable: string) {
    this.#sql = sql;
    this.#table = table;
    this.#reachTable = reachTable;
    sql.exec(`CREATE TABLE IF NOT EXISTS ${table} (part INTEGER PRIMARY KEY, entries BLOB NOT NULL)`);
    sql.exec(`CREATE TABLE IF NOT EXISTS ${reachTable} (id INTEGER PRIMARY KEY, position INTEGER NOT NULL)`);
    const [stored] = sql.exec<{ position: number }>(`SELECT position FROM ${reachTable}`).toArray();
    this.#reach = stored?.position ?? 0;
  }

  /** Positions before this one are in the index. */
  get reach(): number {
    return this.#reach;
  }

  /** How many generations there are; the last is the newest. */
  get generations(): number {
    return this.#reach === 0 ? 0 : generationOf(this.#reach - 1) + 1;
  }

  /** Adds pairs whose positions ascend. A row for each bucket, and one that says how far it reaches. */
  append(pairs: HashPairs): void {
    for (const [bucket, added] of groupByBucket(pairs)) this.#appendTo(bucket, added);
    this.#reach = (pairs.at(-1) ?? 0) + 1;
    this.#sql.exec(
      `INSERT INTO ${this.#reachTable} (id, position) VALUES (1, ?) ON CONFLICT DO UPDATE SET position = excluded.position`,
      this.#reach,
    );
  }

  /** Whether a hash may be at a position before `end`, from which on memory has all. */
  mayHave(hash: number, end: number): boolean {
    if (end === 0) return false;
    this.#questions += 1;
    if (this.#questions <= questionsBeforeFilter) return true;
    if (this.#filter?.end !== end) this.#filter = { end, hashes: this.#hashesBefore(end) };
    return this.#filter.hashes.mayHave(hash);
  }

  /** The positions of hashes in one generation. */
  find(generation: number, hashes: Iterable<number>): Map<number, number[]> {
    const found = new Map<number, number[]>();
    for (const [bucket, ofBucket] of Map.groupBy(hashes, (hash) => firstPartOf(generation, hash))) {
      for (const { entries } of this.#partsOf(bucket)) {
        for (const hash of ofBucket) {
          const positions = found.get(hash) ?? [];
          collectPositions(entries, hash, positions);
          found.set(hash, positions);
        }
      }
    }
    return found;
  }

  #partsOf(bucket: number): SqlStorageCursor<StoredPart> {
    return this.#sql.exec<StoredPart>(
      `SELECT part, entries FROM ${this.#table} WHERE part BETWEEN ? AND ?`,
      bucket,
      lastPartOf(bucket),
    );
  }

  #appendTo(bucket: number, pairs: HashPairs): void {
    const last = this.#sql
      .exec<StoredPart>(
        `SELECT part, entries FROM ${this.#table} WHERE part BETWEEN ? AND ? ORDER BY part DESC LIMIT 1`,
        bucket,
        lastPartOf(bucket),
      )
      .toArray()[0];
    const packed = packPairs(last?.entries, pairs);
    const wordsPerPart = pairsPerPart * 2;
    for (let part = last?.part ?? bucket, word = 0; word < packed.length; part++, word += wordsPerPart) {
      this.#sql.exec(
        `INSERT INTO ${this.#table} (part, entries) VALUES (?, ?) ON CONFLICT DO UPDATE SET entries = excluded.entries`,
        part,
        packed.subarray(word, word + wordsPerPart),
      );
    }
  }

  #hashesBefore(end: number): HashFilter {
    const filter = new HashFilter(end);
    for (const { entries } of this.#sql.exec<StoredPart>(`SELECT part, entries FROM ${this.#table}`)) {
      for (const hash of hashesBefore(entries, end)) filter.add(hash);
    }
    return filter;
  }
}
