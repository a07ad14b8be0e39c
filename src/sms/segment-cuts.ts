import type { GsmAlphabet } from "./gsm-alphabet.ts";
import { gsmCodeOf } from "./gsm-alphabet.ts";
import { graphemeAt, isInsideSurrogatePair, isPlainBoundary } from "./graphemes.ts";

/** How a text fills segments: by septets of an alphabet, or by UTF-16 units when there is none. */
export interface Filling {
  readonly alphabet: GsmAlphabet | null;
  /** True when every character takes one unit of capacity, so that a cut is found without looking at each. */
  readonly isEven: boolean;
  /** Septets or UTF-16 units that a segment holds. */
  readonly capacity: number;
}

/**
 * The index after the last UTF-16 unit of the segment that starts at `start`: as much as fits, without cutting an escape
 * pair, a surrogate pair, or a grapheme that would fit in a segment of its own.
 */
function nextCut(text: string, start: number, filling: Filling): number {
  const limit = fill(text, start, filling);
  if (limit >= text.length || isPlainBoundary(text, limit)) return limit;
  const grapheme = graphemeAt(text, limit);
  if (grapheme.start === limit) return limit;
  if (grapheme.start > start && fill(text, grapheme.start, filling) >= grapheme.end) return grapheme.start;
  return isInsideSurrogatePair(text, limit) && limit - 1 > start ? limit - 1 : limit;
}

/** The number of segments a text comes to; 1 for an empty one. */
export function countSegments(text: string, filling: Filling): number {
  let segments = 0;
  let index = 0;
  do {
    index = nextCut(text, index, filling);
    segments++;
  } while (index < text.length);
  return segments;
}

/** The segments of a text; one empty segment for an empty text. */
export function cutText(text: string, filling: Filling): string[] {
  const segments: string[] = [];
  let index = 0;
  do {
    const end = nextCut(text, index, filling);
    segments.push(text.slice(index, end));
    index = end;
  } while (index < text.length);
  return segments;
}

/** The index up to which whole characters fit into one segment from `start` on, graphemes aside. */
function fill(text: string, start: number, { alphabet, isEven, capacity }: Filling): number {
  const furthest = Math.min(start + capacity, text.length);
  if (alphabet === null || isEven) return furthest;
  let units = 0;
  for (let index = start; index < furthest; index++) {
    units += gsmCodeOf(alphabet, text.charCodeAt(index)) > 0x7f ? 2 : 1;
    if (units > capacity) return index;
  }
  return furthest;
}
