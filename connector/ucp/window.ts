/** TRN is 00 to 99 (EMI/UCP Interface Specification 4.0 §2). */
export const transactionNumbers = 100;

interface Transaction<Entry> {
  operation: number;
  expiresMs: number;
  entry: Entry;
  /** Its time was up. The number stays taken, so that a late result is not taken for a later operation's. */
  isLate: boolean;
}

/**
 * Operations that wait for their result, by transaction number. Numbers run from 00 to 99 and round again, past those still
 * taken. One whose result never came is free again when the result comes after all, or with a new session.
 */
export class TransactionWindow<Entry> {
  readonly #transactions = new Map<number, Transaction<Entry>>();
  #next = 0;
  #abandoned = 0;

  /** Numbers that `add` can still give out. */
  get free(): number {
    return transactionNumbers - this.#transactions.size;
  }

  /** Numbers taken by operations whose time is up. */
  get abandoned(): number {
    return this.#abandoned;
  }

  /** The number `add` will give out next; undefined when all are taken. */
  nextNumber(): number | undefined {
    if (this.free === 0) {
      return undefined;
    }
    while (this.#transactions.has(this.#next)) {
      this.#next = (this.#next + 1) % transactionNumbers;
    }
    return this.#next;
  }

  /** Registers an operation and returns its transaction number; undefined when all are taken. */
  add(entry: Entry, operation: number, expiresMs: number): number | undefined {
    const number = this.nextNumber();
    if (number !== undefined) {
      this.#transactions.set(number, { entry, operation, expiresMs, isLate: false });
      this.#next = (number + 1) % transactionNumbers;
    }
    return number;
  }

  /** What waits, or waited too long, for a result. */
  peek(number: number, operation: number): Entry | undefined {
    const transaction = this.#transactions.get(number);
    return transaction?.operation === operation ? transaction.entry : undefined;
  }

  /** A result came: what waits for it, or waited too long, if anything does. The number is free again. */
  settle(number: number, operation: number): { entry: Entry; isLate: boolean } | undefined {
    const transaction = this.#transactions.get(number);
    if (transaction === undefined || transaction.operation !== operation) {
      return undefined;
    }
    this.#transactions.delete(number);
    if (transaction.isLate) {
      this.#abandoned--;
    }
    return transaction;
  }

  /** Those whose time is up at `nowMs`, oldest first; they wait no longer. */
  takeExpired(nowMs: number): Entry[] {
    const expired: Entry[] = [];
    for (const transaction of this.#transactions.values()) {
      if (!transaction.isLate && transaction.expiresMs <= nowMs) {
        expired.push(transaction.entry);
        transaction.isLate = true;
        this.#abandoned++;
      }
    }
    return expired;
  }

  /** All that wait, oldest first; none waits any longer, and every number is free. */
  takeAll(): Entry[] {
    const waiting = [...this.#transactions.values()].filter(({ isLate }) => !isLate);
    this.#transactions.clear();
    this.#abandoned = 0;
    return waiting.map(({ entry }) => entry);
  }
}
