/**
 * Requests that were given up and whose response may still come, by sequence number. Bounded: the oldest is forgotten first,
 * and one whose number is given to another request is forgotten then.
 */
export class Overdue<Entry> {
  readonly #entries = new Map<number, Entry>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#entries.size;
  }

  add(sequence: number, entry: Entry): void {
    this.#entries.set(sequence, entry);
    if (this.#entries.size > this.#limit) {
      for (const oldest of this.#entries.keys()) {
        this.#entries.delete(oldest);
        break;
      }
    }
  }

  peek(sequence: number): Entry | undefined {
    return this.#entries.get(sequence);
  }

  remove(sequence: number): void {
    this.#entries.delete(sequence);
  }
}
