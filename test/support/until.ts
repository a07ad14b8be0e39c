/** Lets others wait for a condition over state that changes with events: `changed` is called with each. */
export class Changes {
  readonly #checks = new Set<() => void>();

  changed(): void {
    for (const check of this.#checks) {
      check();
    }
  }

  /** Resolves with what `find` gives once that is neither undefined nor false; asked now and after every change. */
  until<Found>(find: () => Found | undefined | false): Promise<Found> {
    return new Promise((resolve) => {
      const check = (): void => {
        const found = find();
        if (found !== undefined && found !== false) {
          this.#checks.delete(check);
          resolve(found);
        }
      };
      this.#checks.add(check);
      check();
    });
  }
}
