/** Rows that one run may still read and write, queries it may still make, and until when it may go on. */
export class RowBudget {
  #rows: number;
  #queries: number;
  readonly #isLate: () => boolean;

  constructor({ rows, queries }: { rows: number; queries: number }, isLate: () => boolean) {
    this.#rows = rows;
    this.#queries = queries;
    this.#isLate = isLate;
  }

  get isSpent(): boolean {
    return this.#rows <= 0 || this.#queries <= 0 || this.#isLate();
  }

  spend(rows: number, queries: number): void {
    this.#rows -= rows;
    this.#queries -= queries;
  }
}
