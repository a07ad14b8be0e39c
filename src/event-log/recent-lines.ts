/** Lines of one generation; there are two. */
const generationSize = 10_000;

/** Remembers the last ten to twenty thousand lines. */
export class RecentLines {
  #young = new Set<string>();
  #old = new Set<string>();

  /** Whether the line is not among them; now it is. */
  isNew(line: string): boolean {
    if (this.#young.has(line) || this.#old.has(line)) return false;
    this.#young.add(line);
    if (this.#young.size === generationSize) [this.#old, this.#young] = [this.#young, new Set()];
    return true;
  }
}
