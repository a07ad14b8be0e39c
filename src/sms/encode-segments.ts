import { alphabetOf, type GsmAlphabet } from "./gsm-alphabet.ts";
import { countSeptets, encodeSeptets } from "./gsm7.ts";
import { maximumSegments, type TextPlan } from "./plan-text.ts";
import { cutText, type Filling } from "./segment-cuts.ts";
import { encodeUcs2 } from "./ucs2.ts";
import {
  buildUserDataHeader,
  headerOctets,
  septetCapacity,
  ucs2Capacity,
  type ReferenceBits,
} from "./user-data-header.ts";

/** What of a plan says how its segments look. */
export type SegmentPlan = Pick<TextPlan, "text" | "encoding" | "singleShift" | "lockingShift" | "segmentCount">;

/** One short message of a text. */
export interface Segment {
  /** 0-based. */
  readonly index: number;
  /** User data header with its length octet; empty when there is none. Not to be written to: empty ones are shared. */
  readonly userDataHeader: Uint8Array;
  /** Unpacked septets, or UTF-16BE octets, that follow the header. */
  readonly data: Uint8Array;
  /** data_coding of SMPP 3.4 §5.2.19: 0 for GSM 7-bit, 8 for UCS-2. */
  readonly dataCoding: number;
}

/**
 * The segments of a planned text. The same arguments give the same octets, so a segment that is sent again is the same one
 * to the handset. A text of several segments carries the reference (0 to 65,535; an 8-bit header takes its low octet), and
 * `referenceBits` has to be what the text was planned with for the count to hold.
 *
 * Throws a RangeError for a text of more than 255 segments, which no plan that is within `maximumSegments` has.
 */
export function encodeSegments(plan: SegmentPlan, reference: number, referenceBits: ReferenceBits): Segment[] {
  const { singleShift, lockingShift } = plan;
  const alphabet = plan.encoding === "gsm7" ? alphabetOf(lockingShift, singleShift) : null;
  const dataCoding = alphabet === null ? 8 : 0;
  const texts = segmentTexts(plan, referenceBits);
  const total = texts.length;
  if (total > maximumSegments) throw new RangeError(`a text of ${total} segments cannot be numbered`);
  return texts.map((text, index) => ({
    index,
    userDataHeader: buildUserDataHeader(
      singleShift,
      lockingShift,
      total === 1 ? null : { reference, total, sequence: index + 1, bits: referenceBits },
    ),
    data: alphabet === null ? encodeUcs2(text) : encodeSeptets(text, alphabet, countSeptets(text, alphabet)),
    dataCoding,
  }));
}

/** The text of each segment, for a preview: what `encodeSegments` encodes, piece by piece. */
export function segmentTexts(plan: SegmentPlan, referenceBits: ReferenceBits = 8): string[] {
  const alphabet = plan.encoding === "gsm7" ? alphabetOf(plan.lockingShift, plan.singleShift) : null;
  if (plan.segmentCount === 1 && fits(plan, alphabet)) return [plan.text];
  const octets = headerOctets(plan.singleShift, plan.lockingShift, referenceBits);
  return cutText(plan.text, fillingOf(plan.text, alphabet, octets));
}

function fits(plan: SegmentPlan, alphabet: GsmAlphabet | null): boolean {
  if (alphabet === null) return plan.text.length <= ucs2Capacity(0);
  return countSeptets(plan.text, alphabet) <= septetCapacity(headerOctets(plan.singleShift, plan.lockingShift, null));
}

function fillingOf(text: string, alphabet: GsmAlphabet | null, octets: number): Filling {
  if (alphabet === null) return { alphabet, isEven: true, capacity: ucs2Capacity(octets) };
  return { alphabet, isEven: countSeptets(text, alphabet) === text.length, capacity: septetCapacity(octets) };
}
