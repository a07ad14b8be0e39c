// Sets of UTF-16 units in lower case, as pairs of first and last, sorted and apart.

const lastUnit = 0xffff;

const digitRanges = [0x30, 0x39];
/** `\w` of a text in lower case. */
export const wordRanges: readonly number[] = [0x30, 0x39, 0x5f, 0x5f, 0x61, 0x7a];
const blankRanges = [
  0x09, 0x0d, 0x20, 0x20, 0xa0, 0xa0, 0x1680, 0x1680, 0x2000, 0x200a, 0x2028, 0x2029, 0x202f, 0x202f, 0x205f, 0x205f,
  0x3000, 0x3000, 0xfeff, 0xfeff,
];
/** `.` */
export const anyButLineBreak = complement([0x0a, 0x0a, 0x0d, 0x0d, 0x2028, 0x2029]);

/** `\d`, `\w`, `\s` and their opposites, by the letter. */
export const namedSets: ReadonlyMap<string, readonly number[]> = new Map([
  ["d", digitRanges],
  ["D", complement(digitRanges)],
  ["w", wordRanges],
  ["W", complement(wordRanges)],
  ["s", blankRanges],
  ["S", complement(blankRanges)],
]);

/** Scripts with two cases lie below this unit, but for rarities. */
const casedLimit = 0x2000;

/** The ranges, and the lower case of what they hold: texts are compared in lower case. */
export function foldCase(ranges: readonly number[]): number[] {
  const folded = [...ranges];
  for (let index = 0; index < ranges.length; index += 2) {
    const last = Math.min(ranges[index + 1] ?? 0, casedLimit);
    for (let unit = ranges[index] ?? 0; unit <= last; unit++) {
      const lower = String.fromCharCode(unit).toLowerCase();
      if (lower.length === 1 && lower.charCodeAt(0) !== unit) folded.push(lower.charCodeAt(0), lower.charCodeAt(0));
    }
  }
  return folded;
}

/** Ranges sorted, with those that touch made one. */
export function normalized(ranges: readonly number[]): number[] {
  const pairs = Array.from({ length: ranges.length / 2 }, (_, index) => ranges.slice(index * 2, index * 2 + 2));
  pairs.sort(([a = 0], [b = 0]) => a - b);
  const joined: number[] = [];
  for (const [first = 0, last = 0] of pairs) {
    const previous = joined.at(-1);
    if (previous !== undefined && first <= previous + 1) joined[joined.length - 1] = Math.max(previous, last);
    else joined.push(first, last);
  }
  return joined;
}

/** The units that the ranges, sorted and apart, leave out. */
export function complement(ranges: readonly number[]): number[] {
  const gaps: number[] = [];
  let next = 0;
  for (let index = 0; index < ranges.length; index += 2) {
    const first = ranges[index] ?? 0;
    if (first > next) gaps.push(next, first - 1);
    next = (ranges[index + 1] ?? 0) + 1;
  }
  if (next <= lastUnit) gaps.push(next, lastUnit);
  return gaps;
}
