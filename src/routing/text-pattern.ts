import { compileProgram, type PatternProgram } from "./pattern-program.ts";
import { type Assertion, parsePattern } from "./pattern-syntax.ts";

export type TextPatternResult =
  | { readonly ok: true; /** Whether the pattern is found in a text. */ readonly matches: (text: string) => boolean }
  | { readonly ok: false; readonly reason: string };

/** UTF-16 units of a text that are looked at: more than the ten segments an account may send by default. */
export const searchedUnits = 1_600;

/**
 * A pattern (see `parsePattern`) ready to be searched for. It runs as an automaton, one step per character, so no pattern and
 * text take more than time in proportion to the text: the platform's own expressions go back and try again, which a pattern
 * such as `(a+)+$` turns into hours, and rejecting those by their looks also rejects harmless ones.
 */
export function compileTextPattern(pattern: string): TextPatternResult {
  const parsed = parsePattern(pattern);
  if (!parsed.ok) return parsed;
  const program = compileProgram(parsed.node);
  if (program === null) return { ok: false, reason: "the pattern is too large once its counts are written out" };
  const automaton = new Automaton(program);
  return { ok: true, matches: (text) => automaton.matches(text.slice(0, searchedUnits).toLowerCase()) };
}

/** What stands on one side of a position. */
const outside = 0;
const wordSide = 1;
const otherSide = 2;
type Side = typeof outside | typeof wordSide | typeof otherSide;

/** A set of steps reached, before the assertions among them are looked at, and the character that led there. */
interface State {
  readonly steps: readonly number[];
  readonly before: Side;
}

const notYetKnown = 0;
const accepted = 1;
const refused = 2;
const firstState = 3;

/** States kept before all are forgotten and found again. */
const stateLimit = 128;

/** A deterministic automaton that is worked out as texts come to its states. */
class Automaton {
  readonly #program: PatternProgram;
  readonly #asciiClasses: Uint16Array;
  /** A column per class of characters, and one for the end of the text. */
  readonly #width: number;
  readonly #transitions: Uint16Array;
  #states: State[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(program: PatternProgram) {
    this.#program = program;
    this.#width = program.classStarts.length + 1;
    this.#transitions = new Uint16Array(this.#width * stateLimit);
    this.#asciiClasses = Uint16Array.from({ length: 128 }, (_, unit) => this.#searchClass(unit));
    this.#numberOf({ steps: [], before: outside });
  }

  matches(text: string): boolean {
    let state = this.#numberOf({ steps: [], before: outside });
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index);
      const column = unit < 128 ? (this.#asciiClasses[unit] ?? 0) : this.#searchClass(unit);
      const known = this.#transitions[(state - firstState) * this.#width + column] ?? notYetKnown;
      state = known === notYetKnown ? this.#advance(state, column) : known;
      if (state === accepted) return true;
    }
    const column = this.#width - 1;
    const known = this.#transitions[(state - firstState) * this.#width + column] ?? notYetKnown;
    return (known === notYetKnown ? this.#advance(state, column) : known) === accepted;
  }

  /** Works out one transition and writes it down. */
  #advance(number: number, column: number): number {
    const state = this.#states[number - firstState] ?? { steps: [], before: outside };
    const isEnd = column === this.#width - 1;
    const after = isEnd ? outside : this.#sideOf(column);
    const reached = this.#closure(state, after);
    let next: number;
    if (reached === null) {
      next = accepted;
    } else if (isEnd) {
      next = refused;
    } else {
      const steps = new Set<number>();
      for (const index of reached) {
        const step = this.#program.steps[index];
        if (step?.kind === "set" && this.#program.members[step.set]?.[column] === 1) steps.add(step.next);
      }
      const statesBefore = this.#states;
      next = this.#numberOf({ steps: [...steps].sort((a, b) => a - b), before: after });
      // The table was emptied on the way: the row this transition belongs to is gone.
      if (this.#states !== statesBefore) return next;
    }
    this.#transitions[(number - firstState) * this.#width + column] = next;
    return next;
  }

  /** The steps reached without reading a character, a new search from here included; null when one of them is the match. */
  #closure(state: State, after: Side): Set<number> | null {
    const reached = new Set<number>();
    const pending = [...state.steps, this.#program.start];
    for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
      if (reached.has(index)) continue;
      reached.add(index);
      const step = this.#program.steps[index];
      if (step === undefined || step.kind === "match") return null;
      if (step.kind === "split") pending.push(step.first, step.second);
      else if (step.kind === "assertion" && holds(step.assertion, state.before, after)) pending.push(step.next);
    }
    return reached;
  }

  #numberOf(state: State): number {
    const key = `${state.before}:${state.steps.join()}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    if (this.#states.length === stateLimit) {
      this.#states = [];
      this.#numbers.clear();
      this.#transitions.fill(notYetKnown);
    }
    const number = this.#states.push(state) - 1 + firstState;
    this.#numbers.set(key, number);
    return number;
  }

  #sideOf(column: number): Side {
    return this.#program.wordClasses[column] === 1 ? wordSide : otherSide;
  }

  #searchClass(unit: number): number {
    const starts = this.#program.classStarts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= unit) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function holds(assertion: Assertion, before: Side, after: Side): boolean {
  switch (assertion) {
    case "start":
      return before === outside;
    case "end":
      return after === outside;
    case "boundary":
      return (before === wordSide) !== (after === wordSide);
    case "noBoundary":
      return (before === wordSide) === (after === wordSide);
  }
}
