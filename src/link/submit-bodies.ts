import { decodeUserData, type DefaultAlphabet } from "../sms/decode-user-data.ts";
import { type SegmentPlan, segmentTexts } from "../sms/encode-segments.ts";
import { alphabetOf } from "../sms/gsm-alphabet.ts";
import { countSeptets, encodeSeptets } from "../sms/gsm7.ts";
import { planText } from "../sms/plan-text.ts";
import { fillBitsAfter, packSeptets } from "../sms/septet-packing.ts";
import { encodeUcs2 } from "../sms/ucs2.ts";
import { type ReferenceBits, buildUserDataHeader } from "../sms/user-data-header.ts";
import type { EncodedParameter } from "./submit-parameters.ts";
import type { NarrowAlphabet, SubmitProfile } from "./submit-profile.ts";

/** The part of a submit that carries text. */
export interface SubmitBody {
  /** esm_class bit 6 when the body begins with a user data header (SMPP 3.4 §5.2.12). */
  readonly esmClass: number;
  readonly dataCoding: number;
  /** Empty when the body is in message_payload. */
  readonly shortMessage: Uint8Array;
  /** SAR parameters or message_payload. */
  readonly parameters: readonly EncodedParameter[];
  /** Segments of the text that this submit stands for: one, or all of them in message_payload. */
  readonly segmentCount: number;
}

export type SubmitBodiesProfile = Pick<SubmitProfile, "narrow" | "ucs2DataCoding" | "concatenation">;

const userDataHeaderIndicator = 0x40;
const sarReference = 0x020c;
const sarTotal = 0x020e;
const sarSequence = 0x020f;
const messagePayload = 0x0424;

/** A text in the coding it goes out in. */
interface Coding {
  readonly plan: SegmentPlan;
  readonly dataCoding: number;
  readonly encode: (text: string, headerLength: number) => Uint8Array;
}

/**
 * The bodies of a planned text's submits, in order, or what stands in the way. The parts are cut as they were planned, whatever
 * the alphabet: a carrier that takes Latin-1 makes septets of it, so the text has to fit those. A reference of 16 bits gives
 * way to one of 8 where it would take a part more than planned.
 */
export function submitBodies(
  profile: SubmitBodiesProfile,
  plan: SegmentPlan,
  reference: number,
): readonly SubmitBody[] | { readonly reason: string } {
  const coding = codingOf(profile, plan);
  if (coding === null) return { reason: `a character that ${profile.narrow.alphabet} does not have` };
  if (profile.concatenation === "payload" && plan.segmentCount > 1) return [payloadBody(coding)];
  const bits = referenceBits(profile, coding.plan);
  const texts = segmentTexts(coding.plan, bits);
  const total = texts.length;
  if (total !== plan.segmentCount) return { reason: `planned as ${plan.segmentCount} segments, cuts into ${total}` };
  const isSar = profile.concatenation === "sar";
  return texts.map((text, index) => {
    const concatenation = { reference, total, sequence: index + 1, bits };
    const header = headerOf(coding.plan, isSar || total === 1 ? null : concatenation);
    const parameters = isSar && total > 1 ? sarParameters(reference, total, index + 1) : [];
    return { ...bodyOf(coding, header, text), parameters, segmentCount: 1 };
  });
}

function payloadBody(coding: Coding): SubmitBody {
  const { shortMessage: value, ...body } = bodyOf(coding, headerOf(coding.plan, null), coding.plan.text);
  const parameters = [{ tag: messagePayload, value }];
  return { ...body, shortMessage: new Uint8Array(0), parameters, segmentCount: coding.plan.segmentCount };
}

function bodyOf(
  coding: Coding,
  header: Uint8Array,
  text: string,
): Pick<SubmitBody, "esmClass" | "dataCoding" | "shortMessage"> {
  const data = coding.encode(text, header.length);
  return {
    esmClass: header.length > 0 ? userDataHeaderIndicator : 0,
    dataCoding: coding.dataCoding,
    shortMessage: header.length > 0 ? joined(header, data) : data,
  };
}

function joined(header: Uint8Array, data: Uint8Array): Uint8Array {
  const body = new Uint8Array(header.length + data.length);
  body.set(header);
  body.set(data, header.length);
  return body;
}

function headerOf(plan: SegmentPlan, concatenation: Parameters<typeof buildUserDataHeader>[2]): Uint8Array {
  return plan.encoding === "gsm7"
    ? buildUserDataHeader(plan.singleShift, plan.lockingShift, concatenation)
    : buildUserDataHeader(0, 0, concatenation);
}

function referenceBits(profile: SubmitBodiesProfile, plan: SegmentPlan): ReferenceBits {
  if (profile.concatenation !== "udh16") return 8;
  return segmentTexts(plan, 16).length === plan.segmentCount ? 16 : 8;
}

function sarParameters(reference: number, total: number, sequence: number): EncodedParameter[] {
  return [
    { tag: sarReference, value: Uint8Array.of(reference >> 8, reference & 0xff) },
    { tag: sarTotal, value: Uint8Array.of(total) },
    { tag: sarSequence, value: Uint8Array.of(sequence) },
  ];
}

/** The coding a text goes out in. One that the carrier's alphabet lacks characters of goes as UCS-2 where that takes no more parts. */
function codingOf(profile: SubmitBodiesProfile, plan: SegmentPlan): Coding | null {
  if (plan.encoding === "ucs2") return ucs2Coding(profile, plan);
  const { alphabet, dataCoding } = profile.narrow;
  if (alphabet === "gsm7" || alphabet === "packed") {
    return { plan, dataCoding, encode: (text, headerLength) => encodeNarrow(plan, alphabet, text, headerLength) };
  }
  const octets = octetTable(alphabet);
  if (plan.singleShift === 0 && plan.lockingShift === 0 && holds(octets, plan.text)) {
    return { plan, dataCoding, encode: (text) => encodeOctets(octets, text) };
  }
  const wide = planText(plan.text, { encoding: "ucs2" });
  return wide.segmentCount === plan.segmentCount ? ucs2Coding(profile, wide) : null;
}

function ucs2Coding(profile: SubmitBodiesProfile, plan: SegmentPlan): Coding {
  return { plan, dataCoding: profile.ucs2DataCoding, encode: encodeUcs2 };
}

function encodeNarrow(plan: SegmentPlan, alphabet: "gsm7" | "packed", text: string, headerLength: number): Uint8Array {
  const tables = alphabetOf(plan.lockingShift, plan.singleShift);
  const septets = encodeSeptets(text, tables, countSeptets(text, tables));
  return alphabet === "packed" ? packSeptets(septets, fillBitsAfter(headerLength)) : septets;
}

function holds(octets: ReadonlyMap<number, number>, text: string): boolean {
  for (let index = 0; index < text.length; index++) if (!octets.has(text.charCodeAt(index))) return false;
  return true;
}

function encodeOctets(octets: ReadonlyMap<number, number>, text: string): Uint8Array {
  const encoded = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) encoded[index] = octets.get(text.charCodeAt(index)) ?? 0x3f;
  return encoded;
}

const octetTables = new Map<DefaultAlphabet, ReadonlyMap<number, number>>();

/** UTF-16 unit to octet, worked out from how the same alphabet is read. */
function octetTable(alphabet: Exclude<NarrowAlphabet, "gsm7" | "packed">): ReadonlyMap<number, number> {
  const known = octetTables.get(alphabet);
  if (known !== undefined) return known;
  const data = Uint8Array.from({ length: alphabet === "ascii" ? 128 : 256 }, (_, octet) => octet);
  const { text } = decodeUserData({ data, dataCoding: 0, defaultAlphabet: alphabet });
  const table = new Map(Array.from(data, (octet): [number, number] => [text.charCodeAt(octet), octet]));
  octetTables.set(alphabet, table);
  return table;
}
