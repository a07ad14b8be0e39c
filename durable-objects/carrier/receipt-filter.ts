const bitsPerEntry = 16;
const fewestBits = 2 ** 18;
/** 4 MB. Beyond two million entries it lets more and more through, which costs time and nothing else. */
const mostBits = 2 ** 25;

/** Says of most hashes that were never added that they are not there, so that nobody has to look on disk. */
export class HashFilter {
  readonly #words: Uint32Array;
  readonly #mask: number;

  /** For about so many entries. */
  constructor(entries: number) {
    let bits = fewestBits;
    while (bits < mostBits && bits < entries * bitsPerEntry) bits *= 2;
    this.#words = new Uint32Array(bits / 32);
    this.#mask = bits - 1;
  }

  add(hash: number): void {
    this.#set(hash & this.#mask);
    this.#set(second(hash) & this.#mask);
  }

  /** False only where the hash was never added. */
  mayHave(hash: number): boolean {
    return this.#isSet(hash & this.#mask) && this.#isSet(second(hash) & this.#mask);
  }

  #set(bit: number): void {
    this.#words[bit >>> 5] = (this.#words[bit >>> 5] ?? 0) | (1 << (bit & 31));
  }

  #isSet(bit: number): boolean {
    return (((this.#words[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 1;
  }
}

/** The high bits of a product depend on all bits of the hash, so two that share their low bits seldom share these. */
function second(hash: number): number {
  return Math.imul(hash, 0x9e3779b1) >>> 7;
}
