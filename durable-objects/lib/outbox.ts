import { type OutboxName, type OutboxStatements, outboxStatements } from "./outbox-statements.ts";

/** A run of rows that travel together. `id` is its first row's; `bodies` are JSON arrays of items. */
export interface OutboxChunk {
  id: string;
  items: number;
  bodies: string[];
}

export interface OutboxLimits {
  /** Chunks out and not confirmed. */
  unconfirmedChunks: number;
  /**
   * Chunks out from which on only a full one follows. What arrives while a few are under way travels together, so that a
   * busy outbox sends full chunks and a quiet one sends at once.
   */
  unconfirmedBeforeFull: number;
  itemsPerChunk: number;
  /** UTF-16 units of JSON; three bytes each at worst must stay under a queue message's 128 KB. */
  charactersPerChunk: number;
}

export const defaultOutboxLimits: OutboxLimits = {
  unconfirmedChunks: 32,
  unconfirmedBeforeFull: 2,
  itemsPerChunk: 100,
  charactersPerChunk: 40_000,
};

interface OutboxRow extends Record<string, SqlStorageValue> {
  id: string;
  items: number;
  body: string;
}

/** Rows read at once where memory does not have them: no more than a row of texts each, so a few megabytes at most. */
const rowsPerRead = 100;
/** UTF-16 units of rows that are kept in memory as well, so that what leaves at once is not read back. */
const keptCharacters = 1_000_000;
/** What a row that takes the items of later calls may come to: each of these writes all of it anew. */
const sharedRow = { items: 16, characters: 4_000 };

/**
 * Rows that must reach a queue's consumer, kept until it confirms them. Chunks are stored as they are sent, so a chunk that
 * is sent again is the same chunk with the same id and the consumer can tell.
 */
export class Outbox {
  readonly name: OutboxName;
  readonly #sql: SqlStorage;
  readonly #limits: OutboxLimits;
  readonly #statements: OutboxStatements;
  /** Rows up to here are in chunks. */
  #chunkedThrough: string;
  #unconfirmed: number;
  #waitingItems: number;
  /** What is not in a chunk yet. */
  #unchunked: { items: number; characters: number };
  /** The first of the rows that are not in a chunk yet, in their order. */
  #next: OutboxRow[] = [];
  #nextCharacters = 0;
  /** Whether `#next` has all of them. */
  #hasAll: boolean;
  /** The newest row, which may be in `#next`, while it takes more items; null once it is in a chunk, and for one written by an earlier instance. */
  #shared: OutboxRow | null = null;

  constructor(sql: SqlStorage, limits: OutboxLimits = defaultOutboxLimits, name: OutboxName = "outbox") {
    this.name = name;
    this.#sql = sql;
    this.#limits = limits;
    this.#statements = outboxStatements(name);
    const chunks = sql.exec<{ count: number; last: string | null }>(this.#statements.countChunks).one();
    this.#unconfirmed = chunks.count;
    this.#chunkedThrough = chunks.last ?? "";
    this.#waitingItems = sql.exec<{ items: number }>(this.#statements.countItems).one().items;
    this.#unchunked = sql
      .exec<{ items: number; characters: number }>(this.#statements.countUnchunked, this.#chunkedThrough)
      .one();
    this.#hasAll = this.#unchunked.items === 0;
  }

  /** The highest id in use. Ids given to `append` must sort after it. */
  get lastId(): string | null {
    return this.#sql.exec<{ id: string | null }>(this.#statements.lastId).one().id;
  }

  /** Items not yet confirmed, sent or not. */
  get waitingItems(): number {
    return this.#waitingItems;
  }

  get hasUnconfirmed(): boolean {
    return this.#waitingItems > 0;
  }

  /** Adds items in a row of their own. `body` is a JSON array of `items` items; `id` sorts after every id before it. */
  append(id: string, items: number, body: string): void {
    this.#insert({ id, items, body });
    this.#shared = null;
  }

  /**
   * Adds items to the newest row where that was written by this method, is small and in no chunk: a written row, where a row of
   * their own would be one more when it is deleted. Else as `append`.
   */
  appendShared(id: string, items: number, body: string): void {
    const row = this.#shared;
    if (row === null || !canShare(row, items, body)) {
      this.#shared = this.#insert({ id, items, body });
      return;
    }
    const joined = `${row.body.slice(0, -1)},${body.slice(1)}`;
    this.#sql.exec(this.#statements.rewrite, row.items + items, joined, row.id);
    const characters = joined.length - row.body.length;
    row.items += items;
    row.body = joined;
    this.#count(items, characters);
    if (this.#next.at(-1) === row) this.#nextCharacters += characters;
  }

  /** Cuts the next chunks off the rows that wait, as far as the window allows, and marks them sent. */
  take(nowMs: number): OutboxChunk[] {
    const chunks: OutboxChunk[] = [];
    while (this.#mayTake()) {
      const rows = this.#nextRows();
      const first = rows[0];
      const last = rows.at(-1);
      if (first === undefined || last === undefined) break;
      this.#sql.exec(this.#statements.addChunk, first.id, last.id, nowMs);
      this.#chunkedThrough = last.id;
      if (last.id === this.#shared?.id) this.#shared = null;
      for (const { items, body } of rows) {
        this.#unchunked.items -= items;
        this.#unchunked.characters -= body.length;
      }
      this.#unconfirmed += 1;
      chunks.push(chunkOf(first.id, rows));
    }
    return chunks;
  }

  /** Chunks sent before `sentBeforeMs` that nobody confirmed, marked as sent again now. */
  takeOverdue(sentBeforeMs: number, nowMs: number): OutboxChunk[] {
    const overdue = this.#sql
      .exec<{ first_id: string; last_id: string }>(this.#statements.takeOverdue, nowMs, sentBeforeMs)
      .toArray();
    return overdue.map(({ first_id: id, last_id: lastId }) =>
      chunkOf(id, this.#sql.exec<OutboxRow>(this.#statements.rowsOfChunk, id, lastId).toArray()),
    );
  }

  /** Makes chunks overdue at once: their send failed. */
  markUnsent(chunkIds: readonly string[]): void {
    this.#sql.exec(this.#statements.markUnsent, JSON.stringify(chunkIds));
  }

  /** Whether a chunk was sent and nobody has confirmed it. */
  hasChunk(chunkId: string): boolean {
    return this.#sql.exec(this.#statements.findChunk, chunkId).toArray().length > 0;
  }

  /** Forgets chunks that the consumer has stored. A chunk confirmed before is skipped. */
  confirm(chunkIds: readonly string[]): void {
    for (const id of chunkIds) {
      const chunk = this.#sql.exec<{ last_id: string }>(this.#statements.deleteChunk, id).toArray()[0];
      if (chunk === undefined) continue;
      this.#unconfirmed -= 1;
      const deleted = this.#sql.exec<{ items: number }>(this.#statements.deleteRows, id, chunk.last_id).toArray();
      for (const row of deleted) this.#waitingItems -= row.items;
    }
  }

  /** The row that holds the item `itemId`, where items carry ids between their row's id and the next row's. */
  findBody(itemId: string): string | null {
    return this.#sql.exec<{ body: string }>(this.#statements.findBody, itemId).toArray()[0]?.body ?? null;
  }

  /** Whether what waits is enough for one. */
  get hasFullChunk(): boolean {
    const { itemsPerChunk, charactersPerChunk } = this.#limits;
    return this.#unchunked.items >= itemsPerChunk || this.#unchunked.characters >= charactersPerChunk;
  }

  #insert(row: OutboxRow): OutboxRow {
    this.#sql.exec(this.#statements.append, row.id, row.items, row.body);
    this.#count(row.items, row.body.length);
    this.#hasAll &&= this.#nextCharacters < keptCharacters;
    if (this.#hasAll) this.#keep(row);
    return row;
  }

  /** What has come, and is in no chunk. */
  #count(items: number, characters: number): void {
    this.#waitingItems += items;
    this.#unchunked.items += items;
    this.#unchunked.characters += characters;
  }

  #mayTake(): boolean {
    const { unconfirmedChunks, unconfirmedBeforeFull } = this.#limits;
    if (this.#unchunked.items === 0) return false;
    if (this.#unconfirmed < unconfirmedBeforeFull) return true;
    return this.hasFullChunk && this.#unconfirmed < unconfirmedChunks;
  }

  /** The rows of the next chunk. */
  #nextRows(): OutboxRow[] {
    const { itemsPerChunk, charactersPerChunk } = this.#limits;
    let rows = 0;
    let items = 0;
    let characters = 0;
    for (;;) {
      if (rows === this.#next.length) this.#readMore();
      const row = this.#next[rows];
      if (row === undefined) break;
      const fits = items + row.items <= itemsPerChunk && characters + row.body.length <= charactersPerChunk;
      if (rows > 0 && !fits) break;
      rows += 1;
      items += row.items;
      characters += row.body.length;
    }
    this.#nextCharacters -= characters;
    return this.#next.splice(0, rows);
  }

  #readMore(): void {
    if (this.#hasAll) return;
    const after = this.#next.at(-1)?.id ?? this.#chunkedThrough;
    const rows = this.#sql.exec<OutboxRow>(this.#statements.nextRows, after, rowsPerRead).toArray();
    for (const row of rows) this.#keep(row);
    this.#hasAll = rows.length < rowsPerRead;
  }

  #keep(row: OutboxRow): void {
    // Read from the disk, it is this copy that a chunk is made of.
    if (row.id === this.#shared?.id) this.#shared = row;
    this.#next.push(row);
    this.#nextCharacters += row.body.length;
  }
}

function canShare(row: OutboxRow, items: number, body: string): boolean {
  return row.items + items <= sharedRow.items && row.body.length + body.length <= sharedRow.characters;
}

function chunkOf(id: string, rows: readonly OutboxRow[]): OutboxChunk {
  return { id, items: rows.reduce((sum, { items }) => sum + items, 0), bodies: rows.map(({ body }) => body) };
}
