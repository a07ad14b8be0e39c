/** Entries that a table has room for at first; it doubles as it fills. */
const firstCapacity = 1_024;
const defaultGenerationSize = 131_072;

/** Positions by hash, several for one hash too: chains through typed arrays, so that an entry is 16 bytes and no object. */
export class PositionTable {
  readonly #limit: number;
  #capacity = 0;
  #count = 0;
  /** For each slot the last entry in it, counted from 1; 0 for none. */
  #heads = new Uint32Array();
  /** For each entry the one before it in its slot. */
  #previous = new Uint32Array();
  #hashes = new Uint32Array();
  #positions = new Uint32Array();

  /** `limit` is a power of two. */
  constructor(limit: number) {
    this.#limit = limit;
    this.#resize(Math.min(limit, firstCapacity));
  }

  get isFull(): boolean {
    return this.#count === this.#limit;
  }

  /** The one that was added first; null while there is none. */
  get firstPosition(): number | null {
    return this.#count === 0 ? null : (this.#positions[0] ?? null);
  }

  /** Not for a table that is full. */
  add(hash: number, position: number): void {
    if (this.#count === this.#capacity) this.#resize(this.#capacity * 2);
    const entry = this.#count;
    this.#count += 1;
    this.#hashes[entry] = hash;
    this.#positions[entry] = position;
    this.#link(entry);
  }

  /** Adds the positions of a hash to `into`, the one that was added last first, until that has `limit`. */
  collect(hash: number, into: number[], limit: number): void {
    let next = this.#heads[hash & (this.#capacity - 1)] ?? 0;
    while (next !== 0 && into.length < limit) {
      if (this.#hashes[next - 1] === hash) into.push(this.#positions[next - 1] ?? 0);
      next = this.#previous[next - 1] ?? 0;
    }
  }

  #resize(capacity: number): void {
    this.#capacity = capacity;
    this.#hashes = grown(this.#hashes, capacity);
    this.#positions = grown(this.#positions, capacity);
    this.#previous = new Uint32Array(capacity);
    this.#heads = new Uint32Array(capacity);
    for (let entry = 0; entry < this.#count; entry++) this.#link(entry);
  }

  #link(entry: number): void {
    const slot = (this.#hashes[entry] ?? 0) & (this.#capacity - 1);
    this.#previous[entry] = this.#heads[slot] ?? 0;
    this.#heads[slot] = entry + 1;
  }
}

/** The positions that were added last: at least one generation of them, at most two. */
export class RecentPositions {
  readonly #generationSize: number;
  #current: PositionTable;
  #before: PositionTable | null = null;

  /** `generationSize` is a power of two. */
  constructor(generationSize = defaultGenerationSize) {
    this.#generationSize = generationSize;
    this.#current = new PositionTable(generationSize);
  }

  add(hash: number, position: number): void {
    if (this.#current.isFull) {
      this.#before = this.#current;
      this.#current = new PositionTable(this.#generationSize);
    }
    this.#current.add(hash, position);
  }

  /** The oldest position that is here; null while there is none. All that were added after it are here. */
  get firstPosition(): number | null {
    return (this.#before ?? this.#current).firstPosition;
  }

  /** The positions of a hash, the newest first, at most `limit`. */
  find(hash: number, limit = Number.POSITIVE_INFINITY): number[] {
    const found: number[] = [];
    this.#current.collect(hash, found, limit);
    this.#before?.collect(hash, found, limit);
    return found;
  }
}

function grown(values: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(length);
  longer.set(values);
  return longer;
}
