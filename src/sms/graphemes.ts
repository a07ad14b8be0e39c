/**
 * True for UTF-16 units that never join a neighbour of the same kind into one grapheme (Unicode UAX #29, rule GB999): most
 * of Latin, Greek, Cyrillic, Armenian, kana, ideographs, Hangul syllables and common punctuation. The one exception, CR LF,
 * is for the caller to see to. False means nothing; `graphemeAt` knows.
 */
function standsAlone(unit: number): boolean {
  return (
    unit < 0x0300 ||
    (unit >= 0x0370 && unit <= 0x0482) ||
    (unit >= 0x048a && unit <= 0x0590) ||
    (unit >= 0x2010 && unit <= 0x2027) ||
    (unit >= 0x20a0 && unit <= 0x20cf) ||
    (unit >= 0x3041 && unit <= 0x3096) ||
    (unit >= 0x30a1 && unit <= 0x30fa) ||
    (unit >= 0x4e00 && unit <= 0x9fff) ||
    (unit >= 0xac00 && unit <= 0xd7a3) ||
    (unit >= 0xff01 && unit <= 0xff5e)
  );
}

/** True when a text may be cut before this index for sure, false when only `graphemeAt` can tell. */
export function isPlainBoundary(text: string, index: number): boolean {
  const before = text.charCodeAt(index - 1);
  const after = text.charCodeAt(index);
  if (after === 0x0a && before === 0x0d) return false;
  return standsAlone(before) && standsAlone(after);
}

/** Building a segmenter costs more than cutting a text. */
let segmenter: Intl.Segmenter | undefined;

/** The extended grapheme cluster (Unicode UAX #29) that the unit at `index` belongs to: its first index and the one after it. */
export function graphemeAt(text: string, index: number): { start: number; end: number } {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  const grapheme = segmenter.segment(text).containing(index);
  if (grapheme === undefined) return { start: index, end: index };
  return { start: grapheme.index, end: grapheme.index + grapheme.segment.length };
}

/** True when the units on both sides of the index are one code point. */
export function isInsideSurrogatePair(text: string, index: number): boolean {
  const before = text.charCodeAt(index - 1);
  const after = text.charCodeAt(index);
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}
