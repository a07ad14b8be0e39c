import { wordRanges } from "./pattern-ranges.ts";
import type { Assertion, PatternNode } from "./pattern-syntax.ts";

/** One step of a nondeterministic automaton; numbers are indices of steps. */
export type Step =
  | { readonly kind: "match" }
  | { readonly kind: "set"; readonly set: number; readonly next: number }
  | { readonly kind: "split"; readonly first: number; readonly second: number }
  | { readonly kind: "assertion"; readonly assertion: Assertion; readonly next: number };

/** A pattern as steps, over classes of characters that no set of the pattern tells apart. */
export interface PatternProgram {
  readonly steps: readonly Step[];
  readonly start: number;
  /** First UTF-16 unit of each class; a class runs up to the next. A unit may share its class with no other range. */
  readonly classStarts: readonly number[];
  /** Whether set s holds class c: `members[s][c]` is 1. */
  readonly members: readonly Uint8Array[];
  /** Whether the characters of a class belong to words. */
  readonly wordClasses: Uint8Array;
}

/** Steps a pattern may come to once its counts are written out: what bounds the work per character of a text. */
const stepLimit = 250;

/** The program of a pattern, or null when it is too large. */
export function compileProgram(node: PatternNode): PatternProgram | null {
  const builder = new Builder();
  const start = builder.emit(node, 0);
  if (builder.steps.length > stepLimit) return null;
  const classStarts = classStartsOf([...builder.sets, wordRanges]);
  return {
    steps: builder.steps,
    start,
    classStarts,
    members: builder.sets.map((ranges) => membersOf(ranges, classStarts)),
    wordClasses: membersOf(wordRanges, classStarts),
  };
}

/** Thompson's construction, from the end of the pattern to its start: each node is given the step that follows it. */
class Builder {
  readonly steps: Step[] = [{ kind: "match" }];
  readonly sets: (readonly number[])[] = [];

  /** The step a node begins with. Past the limit nothing more is added. */
  emit(node: PatternNode, next: number): number {
    if (this.steps.length > stepLimit) return next;
    switch (node.kind) {
      case "set":
        return this.#add({ kind: "set", set: this.sets.push(node.ranges) - 1, next });
      case "assertion":
        return this.#add({ kind: "assertion", assertion: node.assertion, next });
      case "sequence":
        return node.items.reduceRight((following, item) => this.emit(item, following), next);
      case "choice":
        return node.items
          .map((item) => this.emit(item, next))
          .reduceRight((second, first) => this.#add({ kind: "split", first, second }));
      case "repeat":
        return this.#repeat(node.item, node.minimum, node.maximum, next);
    }
  }

  #repeat(item: PatternNode, minimum: number, maximum: number, next: number): number {
    let entry = next;
    if (maximum === Infinity) {
      const loop = this.#add({ kind: "split", first: next, second: next });
      this.steps[loop] = { kind: "split", first: this.emit(item, loop), second: next };
      entry = loop;
    } else {
      for (let count = minimum; count < maximum; count++) {
        entry = this.#add({ kind: "split", first: this.emit(item, entry), second: next });
      }
    }
    for (let count = 0; count < minimum; count++) entry = this.emit(item, entry);
    return entry;
  }

  #add(step: Step): number {
    return this.steps.push(step) - 1;
  }
}

function classStartsOf(sets: readonly (readonly number[])[]): number[] {
  const starts = new Set([0]);
  for (const ranges of sets) {
    for (let index = 0; index < ranges.length; index += 2) {
      starts.add(ranges[index] ?? 0);
      const after = (ranges[index + 1] ?? 0) + 1;
      if (after <= 0xffff) starts.add(after);
    }
  }
  return [...starts].sort((a, b) => a - b);
}

function membersOf(ranges: readonly number[], classStarts: readonly number[]): Uint8Array {
  const members = new Uint8Array(classStarts.length);
  let index = 0;
  for (const [position, start] of classStarts.entries()) {
    while (index < ranges.length && (ranges[index + 1] ?? 0) < start) index += 2;
    if (index < ranges.length && (ranges[index] ?? 0) <= start) members[position] = 1;
  }
  return members;
}
