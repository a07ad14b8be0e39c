import type { HashPairs } from "./receipt-bucket.ts";
import { fnv1a } from "./receipt-hash.ts";
import { ReceiptIndex } from "./receipt-index.ts";
import { RecentPositions } from "./receipt-positions.ts";
import { type PlacedEntry, type ReceiptEntry, ReceiptRuns } from "./receipt-runs.ts";

/** Entries that are in memory before the index on disk gets them. */
const youngLimit = 16_384;
/**
 * Runs that an object may have to read when it begins again. One that sleeps between single texts reads them at each, and a
 * row read a thousand times is billed as one written.
 */
const runsReadAgain = 1_024;
/** Entries of one hash that a new one is compared with: a carrier that gives one id to everything has no more to expect. */
const comparedEntries = 64;

/** The tables of one day. */
export function runTablesOf(day: number): { runs: string; index: string; reach: string } {
  return { runs: `receipt_runs_${day}`, index: `receipt_index_${day}`, reach: `receipt_reach_${day}` };
}

/**
 * The runs of one day with what finds an entry in them by its key: a table in memory of those that came last, and the index on
 * disk. Those that are not in the index yet are read from their runs where this begins again.
 *
 * Whatever is written is part of the caller's transaction. Where that throws, memory is ahead of the disk, and CarrierContext
 * has the object begin again: nothing here is known from anything but the disk then.
 */
export class IndexedRuns {
  readonly #runs: ReceiptRuns;
  readonly #index: ReceiptIndex;
  #recent: RecentPositions | null = null;
  /** Not in the index yet. */
  #young: HashPairs = [];
  /** Whether the index gets them sooner: too many runs had to be read. */
  #isHurried = false;

  constructor(sql: SqlStorage, day: number) {
    const tables = runTablesOf(day);
    this.#runs = new ReceiptRuns(sql, tables.runs);
    this.#index = new ReceiptIndex(sql, tables.index, tables.reach);
  }

  /** Adds entries that are not there yet, at positions that `allot` gives to so many. */
  insert(entries: readonly ReceiptEntry[], allot: (count: number) => number): void {
    const { fresh, hashes } = this.#without(entries);
    if (fresh.length === 0) return;
    const recent = this.#caughtUp();
    const firstPosition = allot(fresh.length);
    this.#runs.append(firstPosition, fresh);
    for (const [index, hash] of hashes.entries()) this.#note(recent, hash, firstPosition + index);
    if (this.#young.length < youngLimit * 2 && !this.#isHurried) return;
    this.#index.append(this.#young);
    this.#young = [];
    this.#isHurried = false;
  }

  /**
   * The entries under `wanted`: those of memory first, then those of each generation of the index from the newest on. Keys
   * that the caller takes out of `wanted` meanwhile are not looked for any further.
   */
  *find(wanted: ReadonlySet<string>): Generator<PlacedEntry[]> {
    const recent = this.#caughtUp();
    const seen = new Set<number>();
    yield Array.from(wanted, (key) => this.#read(key, recent.find(fnv1a(key)), seen)).flat();
    for (let generation = this.#index.generations - 1; generation >= 0 && wanted.size > 0; generation--) {
      const keysByHash = Map.groupBy(wanted, fnv1a);
      const hashes = Array.from(keysByHash.keys()).filter((hash) => this.#mayHaveOlder(recent, hash));
      if (hashes.length === 0) return;
      const found: PlacedEntry[] = [];
      for (const [hash, positions] of this.#index.find(generation, hashes)) {
        for (const key of keysByHash.get(hash) ?? []) found.push(...this.#read(key, positions, seen));
      }
      yield found;
    }
  }

  /** Forgets what is in memory; what is asked for again is read again. */
  rest(): void {
    this.#runs.rest();
    this.#recent = null;
    this.#young = [];
  }

  /** The entries at these positions that are under the key, hashes being no more than a hint, and were not seen before. */
  #read(key: string, positions: readonly number[], seen: Set<number>): PlacedEntry[] {
    const entries: PlacedEntry[] = [];
    for (const position of positions) {
      const entry = seen.has(position) ? null : this.#runs.at(position);
      if (entry?.carrierKey !== key) continue;
      seen.add(position);
      entries.push(entry);
    }
    return entries.length > 1 ? entries.sort(byMessageAndSegment) : entries;
  }

  #without(entries: readonly ReceiptEntry[]): { fresh: ReceiptEntry[]; hashes: number[] } {
    const fresh: ReceiptEntry[] = [];
    const hashes: number[] = [];
    const freshHashes = new Set<number>();
    for (const entry of entries) {
      const hash = fnv1a(entry.carrierKey);
      const isAmongFresh = freshHashes.has(hash) && fresh.some((other) => isSameSegment(other, entry));
      if (isAmongFresh || this.#has(hash, entry)) continue;
      fresh.push(entry);
      hashes.push(hash);
      freshHashes.add(hash);
    }
    return { fresh, hashes };
  }

  #has(hash: number, entry: ReceiptEntry): boolean {
    const isThere = (position: number): boolean => {
      const stored = this.#runs.at(position);
      return stored !== null && isSameSegment(stored, entry);
    };
    const recent = this.#caughtUp();
    const positions = recent.find(hash, comparedEntries);
    if (positions.some(isThere)) return true;
    if (positions.length === comparedEntries || !this.#mayHaveOlder(recent, hash)) return false;
    for (let generation = this.#index.generations - 1; generation >= 0; generation--) {
      const onDisk = this.#index.find(generation, [hash]).get(hash) ?? [];
      if (onDisk.slice(-comparedEntries).some(isThere)) return true;
    }
    return false;
  }

  #caughtUp(): RecentPositions {
    if (this.#recent !== null) return this.#recent;
    const recent = new RecentPositions();
    let runs = 0;
    for (const entries of this.#runs.from(this.#index.reach)) {
      for (const { carrierKey, position } of entries) this.#note(recent, fnv1a(carrierKey), position);
      runs += 1;
    }
    this.#isHurried = runs > runsReadAgain;
    this.#recent = recent;
    return recent;
  }

  /** Whether the index may have entries of a hash that memory does not have. */
  #mayHaveOlder(recent: RecentPositions, hash: number): boolean {
    return this.#index.mayHave(hash, recent.firstPosition ?? this.#index.reach);
  }

  #note(recent: RecentPositions, hash: number, position: number): void {
    recent.add(hash, position);
    this.#young.push(hash, position);
  }
}

function isSameSegment(one: ReceiptEntry, other: ReceiptEntry): boolean {
  return one.messageId === other.messageId && one.segment === other.segment && one.carrierKey === other.carrierKey;
}

function byMessageAndSegment(one: ReceiptEntry, other: ReceiptEntry): number {
  if (one.messageId !== other.messageId) return one.messageId < other.messageId ? -1 : 1;
  return one.segment - other.segment;
}
