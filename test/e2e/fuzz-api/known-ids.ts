const idPattern = /\b([a-z]{2,3}_)[0-9A-HJKMNP-TV-Z]{26}\b/g;
const keptOfEach = 50;

/** Ids that the API has answered, by prefix: requests name what there is. */
export class KnownIds {
  readonly #byPrefix = new Map<string, string[]>();
  readonly #spared: ReadonlySet<string>;

  /** `spared` are never named: without them nothing more could be asked. */
  constructor(spared: readonly string[]) {
    this.#spared = new Set(spared);
  }

  learn(text: string): void {
    for (const [id, prefix] of text.matchAll(idPattern)) {
      if (prefix === undefined || prefix === "req_" || this.#spared.has(id)) continue;
      const known = this.#byPrefix.get(prefix) ?? [];
      if (known.includes(id)) continue;
      this.#byPrefix.set(prefix, [...known, id].slice(-keptOfEach));
    }
  }

  /** The text with ids that there are in the place of the document's own. */
  fill(text: string, pick: (from: readonly string[]) => string): string {
    return text.replaceAll(idPattern, (id, prefix: string) => {
      const known = this.#byPrefix.get(prefix) ?? [];
      return known.length === 0 ? id : pick(known);
    });
  }
}
