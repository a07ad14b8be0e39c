import { alphabetOf, defaultAlphabet, gsmCodeOf, unmapped, type GsmAlphabet } from "./gsm-alphabet.ts";
import { countSeptets } from "./gsm7.ts";
import { lockingTables } from "./gsm-locking-tables.ts";
import type { LanguageId } from "./languages.ts";
import { countSegments } from "./segment-cuts.ts";
import { transliterate, type Replacement } from "./transliterate.ts";
import { headerOctets, septetCapacity, ucs2Capacity, type ReferenceBits } from "./user-data-header.ts";

export interface PlanOptions {
  /** auto (default): GSM 7-bit where it holds the text, UCS-2 otherwise. */
  readonly encoding?: "auto" | "gsm7" | "ucs2";
  /** Replace characters by their like in the default alphabet where that spares the text UCS-2. Default false. */
  readonly transliterate?: boolean;
  /** Languages whose shift tables the carrier passes on; none by default. */
  readonly languages?: readonly LanguageId[];
  /** Size of the concatenation reference the segments will carry; 8 by default. */
  readonly referenceBits?: ReferenceBits;
}

/** How a text will be sent. */
export interface TextPlan {
  readonly ok: true;
  /** What is really sent: the text after transliteration. */
  readonly text: string;
  readonly encoding: "gsm7" | "ucs2";
  /** National Language Identifier of the single shift table; 0 for the default one. */
  readonly singleShift: number;
  /** National Language Identifier of the locking shift table; 0 for the default alphabet. */
  readonly lockingShift: number;
  readonly segmentCount: number;
  /** Septets, or UTF-16 units, of the whole text. */
  readonly units: number;
  /** Septets, or UTF-16 units, that each of its segments has room for. */
  readonly unitsPerSegment: number;
  /** What transliteration changed; `index` counts UTF-16 units of the text as it was given. */
  readonly replaced: readonly Replacement[];
}

/** GSM 7-bit was asked for and cannot hold the text. */
export interface UnmappableText {
  readonly ok: false;
  /** The characters that stand in the way, each once, in order. */
  readonly characters: readonly string[];
}

/** Segments that concatenation can number (3GPP TS 23.040 §9.2.3.24.1). A plan may count more; such a text cannot be sent. */
export const maximumSegments = 255;

const nothingReplaced: readonly Replacement[] = [];

/**
 * Chooses the encoding of a text and counts its segments by really cutting it, so that preview, price and what is sent agree.
 *
 * auto takes the default alphabet when the text fits it, as it is or transliterated; otherwise, of UCS-2 and the tables of
 * the allowed languages, the one with fewest segments. Ties go to a single shift table, then a locking one, then both, then
 * UCS-2. When UCS-2 is chosen the text stays as it was given. `gsm7` rules UCS-2 out and gives the characters in the way
 * when nothing else holds the text.
 */
export function planText(text: string, options?: PlanOptions & { readonly encoding?: "auto" | "ucs2" }): TextPlan;
export function planText(text: string, options: PlanOptions): TextPlan | UnmappableText;
export function planText(text: string, options: PlanOptions = {}): TextPlan | UnmappableText {
  const referenceBits = options.referenceBits ?? 8;
  if (options.encoding === "ucs2") return planUcs2(text, referenceBits);

  const septets = countSeptets(text, defaultAlphabet);
  if (septets >= 0) return planSeptets(text, septets, 0, 0, referenceBits, nothingReplaced);

  const plain = options.transliterate === true ? transliterate(text) : { text, replaced: nothingReplaced };
  const plainSeptets = plain.replaced.length === 0 ? -1 : countSeptets(plain.text, defaultAlphabet);
  if (plainSeptets >= 0) return planSeptets(plain.text, plainSeptets, 0, 0, referenceBits, plain.replaced);

  const shifts = shiftPairs(options.languages ?? []);
  let best = planNational(text, shifts, referenceBits, nothingReplaced);
  if (best === null && plain.replaced.length > 0) {
    best = planNational(plain.text, shifts, referenceBits, plain.replaced);
  }
  if (options.encoding === "gsm7") return best ?? { ok: false, characters: missingCharacters(plain.text, shifts) };
  const ucs2 = planUcs2(text, referenceBits);
  return best !== null && best.segmentCount <= ucs2.segmentCount ? best : ucs2;
}

interface ShiftPair {
  readonly singleShift: number;
  readonly lockingShift: number;
}

/** The tables to try, those that handsets know best first. Tables of two languages are not mixed: few handsets would follow. */
function shiftPairs(languages: readonly LanguageId[]): readonly ShiftPair[] {
  const locking = languages.filter((language) => lockingTables[language] !== undefined);
  return [
    ...languages.map((language) => ({ singleShift: language, lockingShift: 0 })),
    ...locking.map((language) => ({ singleShift: 0, lockingShift: language })),
    ...locking.map((language) => ({ singleShift: language, lockingShift: language })),
  ];
}

function planNational(
  text: string,
  shifts: readonly ShiftPair[],
  referenceBits: ReferenceBits,
  replaced: readonly Replacement[],
): TextPlan | null {
  let best: TextPlan | null = null;
  for (const { singleShift, lockingShift } of shifts) {
    const septets = countSeptets(text, alphabetOf(lockingShift, singleShift));
    if (septets < 0) continue;
    const plan = planSeptets(text, septets, singleShift, lockingShift, referenceBits, replaced);
    if (best === null || plan.segmentCount < best.segmentCount) best = plan;
  }
  return best;
}

function planSeptets(
  text: string,
  septets: number,
  singleShift: number,
  lockingShift: number,
  referenceBits: ReferenceBits,
  replaced: readonly Replacement[],
): TextPlan {
  let capacity = septetCapacity(headerOctets(singleShift, lockingShift, null));
  let segmentCount = 1;
  if (septets > capacity) {
    capacity = septetCapacity(headerOctets(singleShift, lockingShift, referenceBits));
    const alphabet = alphabetOf(lockingShift, singleShift);
    segmentCount = countSegments(text, { alphabet, isEven: septets === text.length, capacity });
  }
  return {
    ok: true,
    text,
    encoding: "gsm7",
    singleShift,
    lockingShift,
    segmentCount,
    units: septets,
    unitsPerSegment: capacity,
    replaced,
  };
}

function planUcs2(text: string, referenceBits: ReferenceBits): TextPlan {
  let capacity = ucs2Capacity(0);
  let segmentCount = 1;
  if (text.length > capacity) {
    capacity = ucs2Capacity(headerOctets(0, 0, referenceBits));
    segmentCount = countSegments(text, { alphabet: null, isEven: true, capacity });
  }
  return {
    ok: true,
    text,
    encoding: "ucs2",
    singleShift: 0,
    lockingShift: 0,
    segmentCount,
    units: text.length,
    unitsPerSegment: capacity,
    replaced: nothingReplaced,
  };
}

/** What the alphabet that comes closest to the text lacks. */
function missingCharacters(text: string, shifts: readonly ShiftPair[]): readonly string[] {
  let fewest = missingFrom(text, defaultAlphabet);
  for (const { lockingShift, singleShift } of shifts) {
    const missing = missingFrom(text, alphabetOf(lockingShift, singleShift));
    if (missing.length < fewest.length) fewest = missing;
  }
  return fewest;
}

function missingFrom(text: string, alphabet: GsmAlphabet): string[] {
  const missing = new Set<string>();
  for (const character of text) {
    if (gsmCodeOf(alphabet, character.charCodeAt(0)) === unmapped) missing.add(character);
  }
  return [...missing];
}
