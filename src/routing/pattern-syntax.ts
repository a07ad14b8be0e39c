import { anyButLineBreak, complement, foldCase, namedSets, normalized } from "./pattern-ranges.ts";

/** A pattern as a tree. Sets hold UTF-16 units in lower case, as pairs of first and last, sorted and apart. */
export type PatternNode =
  | { readonly kind: "set"; readonly ranges: readonly number[] }
  | { readonly kind: "sequence"; readonly items: readonly PatternNode[] }
  | { readonly kind: "choice"; readonly items: readonly PatternNode[] }
  | { readonly kind: "repeat"; readonly item: PatternNode; readonly minimum: number; readonly maximum: number }
  | { readonly kind: "assertion"; readonly assertion: Assertion };

export type Assertion = "start" | "end" | "boundary" | "noBoundary";

export type PatternParse =
  | { readonly ok: true; readonly node: PatternNode }
  | { readonly ok: false; /** What is wrong, and at which character, 1-based. */ readonly reason: string };

const largestCount = 100;

const controls: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

/**
 * Reads a pattern: literals, `.`, `[…]`, `\d \w \s \b` and their opposites, `\uXXXX`, `^ $`, groups, `|`, and `* + ? {m,n}`
 * with or without a lazy `?`. These mean what they mean in JavaScript, without regard to case. Back-references and looking
 * around are not part of it: no automaton can run them.
 */
export function parsePattern(pattern: string): PatternParse {
  const parser = new Parser(pattern);
  const node = parser.choice();
  if (parser.position < pattern.length) parser.fail("a ) without its (");
  return parser.problem === null ? { ok: true, node } : { ok: false, reason: parser.problem };
}

/** Recursive descent; after the first problem it runs on to the end of the pattern, and the tree counts for nothing. */
class Parser {
  position = 0;
  problem: string | null = null;
  readonly #pattern: string;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  fail(problem: string): void {
    this.problem ??= `${problem} at character ${this.position + 1}`;
    this.position = this.#pattern.length;
  }

  choice(): PatternNode {
    const items = [this.#sequence()];
    while (this.#skip("|")) items.push(this.#sequence());
    const [only] = items;
    return only !== undefined && items.length === 1 ? only : { kind: "choice", items };
  }

  #sequence(): PatternNode {
    const items: PatternNode[] = [];
    while (this.position < this.#pattern.length && !this.#sees("|") && !this.#sees(")")) items.push(this.#repeat());
    return { kind: "sequence", items };
  }

  #repeat(): PatternNode {
    const item = this.#atom();
    const count = this.#count();
    if (count === null) return item;
    if (item.kind === "assertion") this.fail("a repeated assertion");
    this.#skip("?");
    if (this.#sees("*") || this.#sees("+") || this.#sees("{")) this.fail("a second repetition");
    return { kind: "repeat", item, ...count };
  }

  #count(): { minimum: number; maximum: number } | null {
    if (this.#skip("*")) return { minimum: 0, maximum: Infinity };
    if (this.#skip("+")) return { minimum: 1, maximum: Infinity };
    if (this.#skip("?")) return { minimum: 0, maximum: 1 };
    if (!this.#sees("{")) return null;
    const written = /^\{(\d{1,4})(?:(,)(\d{1,4})?)?\}/.exec(this.#pattern.slice(this.position));
    if (written === null) {
      this.fail("a { that begins no count");
      return null;
    }
    const minimum = Number(written[1]);
    const openMaximum = written[2] === undefined ? minimum : Infinity;
    const maximum = written[3] === undefined ? openMaximum : Number(written[3]);
    if (minimum > largestCount || (maximum > largestCount && maximum !== Infinity)) {
      this.fail(`a count above ${largestCount}`);
    } else if (maximum < minimum) {
      this.fail("a count from more to fewer");
    }
    this.position += written[0].length;
    return { minimum, maximum };
  }

  #atom(): PatternNode {
    if (this.#skip("(")) return this.#group();
    if (this.#skip("[")) return { kind: "set", ranges: this.#characterClass() };
    if (this.#skip(".")) return { kind: "set", ranges: anyButLineBreak };
    if (this.#skip("^")) return { kind: "assertion", assertion: "start" };
    if (this.#skip("$")) return { kind: "assertion", assertion: "end" };
    if (this.#skip("\\b")) return { kind: "assertion", assertion: "boundary" };
    if (this.#skip("\\B")) return { kind: "assertion", assertion: "noBoundary" };
    if (this.#sees("*") || this.#sees("+") || this.#sees("?") || this.#sees("{")) this.fail("a repetition of nothing");
    const named = this.#namedSet();
    return named === null ? literal(this.#character()) : { kind: "set", ranges: named };
  }

  #group(): PatternNode {
    if (this.#sees("?") && !this.#skip("?:")) this.fail("a group other than (…) and (?:…)");
    const node = this.choice();
    if (!this.#skip(")")) this.fail("a ( without its )");
    return node;
  }

  #characterClass(): readonly number[] {
    const isNegated = this.#skip("^");
    const named: number[] = [];
    const ranges: number[] = [];
    while (this.problem === null && !this.#sees("]")) {
      if (this.position >= this.#pattern.length) this.fail("a [ without its ]");
      const set = this.#namedSet();
      if (set !== null) {
        named.push(...set);
        continue;
      }
      const first = this.#unit();
      const isRange = this.#sees("-") && this.#pattern[this.position + 1] !== "]";
      if (isRange) this.position++;
      const last = isRange ? this.#unit() : first;
      if (last < first) this.fail("a range that is none");
      ranges.push(first, last);
    }
    this.#skip("]");
    const union = normalized([...named, ...foldCase(ranges)]);
    return isNegated ? complement(union) : union;
  }

  /** `\d`, `\w`, `\s` and their opposites, which already are as a text in lower case wants them; null for anything else. */
  #namedSet(): readonly number[] | null {
    const set = this.#sees("\\") ? namedSets.get(this.#pattern[this.position + 1] ?? "") : undefined;
    if (set === undefined) return null;
    this.position += 2;
    return set;
  }

  /** One UTF-16 unit of a class, which a character outside the basic plane is not. */
  #unit(): number {
    const character = this.#character();
    if (character.length > 1) this.fail("a character in a class that takes two UTF-16 units");
    return character.length === 0 ? 0 : character.charCodeAt(0);
  }

  /** One character, as it is or as an escape writes it. */
  #character(): string {
    if (this.#skip("\\")) {
      const hex = /^(?:u([\da-f]{4})|x([\da-f]{2}))/i.exec(this.#pattern.slice(this.position, this.position + 5));
      const control = controls.get(this.#pattern[this.position] ?? "");
      if (hex !== null || control !== undefined) {
        this.position += hex?.[0].length ?? 1;
        return control ?? String.fromCharCode(Number.parseInt(hex?.[1] ?? hex?.[2] ?? "", 16));
      }
      if (/^[0-9a-z]?$/i.test(this.#pattern.slice(this.position, this.position + 1))) {
        this.fail("an escape that means nothing here");
      }
    }
    const code = this.#pattern.codePointAt(this.position);
    if (code === undefined) return "";
    const character = String.fromCodePoint(code);
    this.position += character.length;
    return character;
  }

  #sees(sign: string): boolean {
    return this.#pattern.startsWith(sign, this.position);
  }

  #skip(sign: string): boolean {
    const isThere = this.#sees(sign);
    if (isThere) this.position += sign.length;
    return isThere;
  }
}

function literal(character: string): PatternNode {
  const lower = character.toLowerCase();
  const items = Array.from({ length: lower.length }, (_, index): PatternNode => {
    const unit = lower.charCodeAt(index);
    return { kind: "set", ranges: [unit, unit] };
  });
  const [only] = items;
  return only !== undefined && items.length === 1 ? only : { kind: "sequence", items };
}
