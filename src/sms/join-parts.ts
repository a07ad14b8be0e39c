import {
  type DefaultAlphabet,
  type UserData,
  type UserDataEncoding,
  decodeUserData,
  type DecodedUserData,
} from "./decode-user-data.ts";
import { fillBitsAfter, unpackSeptets } from "./septet-packing.ts";
import { parseUserDataHeader } from "./user-data-header.ts";

/** What one part of a text says: octets as they came, or a text that somebody else has decoded. */
export type PartContent = UserData | { readonly text: string };

/** Octets of parts that follow each other and are read alike. */
interface Run {
  readonly first: UserData;
  readonly pieces: Uint8Array[];
}

/**
 * The text of parts in order; `null` stands for one that is missing. Octets of neighbours are joined before they are decoded,
 * so a surrogate pair or an escape that was cut between two parts comes out whole. Neighbours that differ in coding or
 * shift tables are decoded one by one. The encoding is that of the first part, absent where only text is known.
 */
export function joinParts(parts: readonly (PartContent | null)[]): { text: string; encoding?: UserDataEncoding } {
  const decoded: Partial<DecodedUserData>[] = [];
  let run: Run | null = null;
  for (const part of parts) {
    if (run !== null && part !== null && "data" in part && follows(run.first, part)) {
      run.pieces.push(octetsOf(part));
      continue;
    }
    if (run !== null) decoded.push(decodeRun(run));
    run = part !== null && "data" in part ? { first: part, pieces: [octetsOf(part)] } : null;
    if (part !== null && "text" in part) decoded.push({ text: part.text });
  }
  if (run !== null) decoded.push(decodeRun(run));
  const encoding = decoded[0]?.encoding;
  return { text: decoded.map(({ text }) => text).join(""), ...(encoding !== undefined && { encoding }) };
}

function follows(first: UserData, next: UserData): boolean {
  return readingOf(first) === readingOf(next) && !startsWithByteOrderMark(next.data);
}

/** What decides how octets are read. */
function readingOf({ dataCoding, userDataHeader, defaultAlphabet, isPacked }: UserData): string {
  const header = userDataHeader === undefined ? null : parseUserDataHeader(userDataHeader);
  const alphabet: DefaultAlphabet = defaultAlphabet ?? "gsm7";
  return [dataCoding & 0xff, alphabet, isPacked === true, header?.singleShift ?? 0, header?.lockingShift ?? 0].join();
}

/** Some phones begin every part with a mark of its own, which only the first octets of what is decoded may be. */
function startsWithByteOrderMark([first, second]: Uint8Array): boolean {
  return (first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe);
}

/** Septets are unpacked part by part: each begins anew after its own header's fill bits. */
function octetsOf(part: UserData): Uint8Array {
  if (!isPackedText(part)) return part.data;
  const headerLength = part.userDataHeader === undefined ? 0 : parseUserDataHeader(part.userDataHeader).length;
  return unpackSeptets(part.data, undefined, fillBitsAfter(headerLength));
}

function decodeRun({ first, pieces }: Run): DecodedUserData {
  const data = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let position = 0;
  for (const piece of pieces) {
    data.set(piece, position);
    position += piece.length;
  }
  return decodeUserData({ ...first, data, isPacked: false });
}

/** Packing is a matter of GSM 7-bit; anything else comes in octets all the same. */
function isPackedText(part: UserData): boolean {
  return part.isPacked === true && decodeUserData({ ...part, data: noOctets }).encoding === "gsm7";
}

const noOctets = new Uint8Array(0);
