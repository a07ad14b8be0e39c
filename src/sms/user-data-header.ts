/** Concatenation reference sizes: IE 0x00 has 8 bits, IE 0x08 has 16 (3GPP TS 23.040 §9.2.3.24.1 and §9.2.3.24.8). */
export type ReferenceBits = 8 | 16;

const concatenation8 = 0x00;
const concatenation16 = 0x08;
const singleShiftElement = 0x24;
const lockingShiftElement = 0x25;

/** Octets of a short message's user data (3GPP TS 23.040 §9.2.3.16). */
const userDataOctets = 140;

/**
 * The octets of a user data header that names these shift tables (0: none) and has a concatenation reference of this size
 * (null: none), its length octet included; 0 when there is nothing to say.
 */
export function headerOctets(singleShift: number, lockingShift: number, referenceBits: ReferenceBits | null): number {
  const elements =
    (referenceBits === null ? 0 : 2 + referenceBits / 8 + 2) +
    (singleShift === 0 ? 0 : 3) +
    (lockingShift === 0 ? 0 : 3);
  return elements === 0 ? 0 : elements + 1;
}

/** Septets that fit beside a header: 160 beside none, 153 beside an 8-bit concatenation. */
export function septetCapacity(octets: number): number {
  return Math.floor(((userDataOctets - octets) * 8) / 7);
}

/** UTF-16 units that fit beside a header: 70 beside none, 67 beside an 8-bit concatenation. */
export function ucs2Capacity(octets: number): number {
  return (userDataOctets - octets) >> 1;
}

const noHeader = new Uint8Array(0);

/** Where a segment stands in a text of several. */
export interface Concatenation {
  readonly reference: number;
  readonly total: number;
  /** 1-based. */
  readonly sequence: number;
  readonly bits: ReferenceBits;
}

/**
 * A user data header (3GPP TS 23.040 §9.2.3.24) with its length octet, or no octets when there is nothing to say. Shift tables
 * of 0 and a concatenation of null are left out; an 8-bit reference takes the low octet.
 */
export function buildUserDataHeader(
  singleShift: number,
  lockingShift: number,
  concatenation: Concatenation | null,
): Uint8Array {
  const length = headerOctets(singleShift, lockingShift, concatenation === null ? null : concatenation.bits);
  if (length === 0) return noHeader;
  const header = new Uint8Array(length);
  header[0] = length - 1;
  let position = 1;
  if (concatenation !== null) {
    const { reference, total, sequence, bits } = concatenation;
    header[position++] = bits === 16 ? concatenation16 : concatenation8;
    header[position++] = bits === 16 ? 4 : 3;
    if (bits === 16) header[position++] = reference >> 8;
    header[position++] = reference & 0xff;
    header[position++] = total;
    header[position++] = sequence;
  }
  if (singleShift !== 0) {
    header[position++] = singleShiftElement;
    header[position++] = 1;
    header[position++] = singleShift;
  }
  if (lockingShift !== 0) {
    header[position++] = lockingShiftElement;
    header[position++] = 1;
    header[position++] = lockingShift;
  }
  return header;
}

export interface InformationElement {
  readonly id: number;
  readonly data: Uint8Array;
}

export interface UserDataHeader {
  readonly concatenation?: Concatenation;
  readonly singleShift?: number;
  readonly lockingShift?: number;
  /** Elements of other kinds, in order. */
  readonly others: readonly InformationElement[];
  /** Octets up to the user data, the length octet included; never more than there are. */
  readonly length: number;
}

/**
 * Reads a user data header from its length octet on (3GPP TS 23.040 §9.2.3.24); what follows it is left alone. Elements may
 * come in any order, of a repeated one the last counts, a concatenation that makes no sense (part 0, or part 4 of 3) is
 * ignored, and an element that runs over the end ends the header.
 */
export function parseUserDataHeader(bytes: Uint8Array): UserDataHeader {
  const length = bytes.length === 0 ? 0 : Math.min(1 + (bytes[0] ?? 0), bytes.length);
  const others: InformationElement[] = [];
  let concatenation: Concatenation | undefined;
  let singleShift: number | undefined;
  let lockingShift: number | undefined;
  for (let position = 1; position + 1 < length;) {
    const id = bytes[position] ?? 0;
    const end = position + 2 + (bytes[position + 1] ?? 0);
    if (end > length) break;
    const data = bytes.subarray(position + 2, end);
    position = end;
    if (id === concatenation8 || id === concatenation16) {
      concatenation = readConcatenation(id === concatenation16 ? 16 : 8, data) ?? concatenation;
    } else if (id === singleShiftElement && data.length === 1) {
      singleShift = data[0];
    } else if (id === lockingShiftElement && data.length === 1) {
      lockingShift = data[0];
    } else {
      others.push({ id, data });
    }
  }
  return {
    ...(concatenation !== undefined && { concatenation }),
    ...(singleShift !== undefined && { singleShift }),
    ...(lockingShift !== undefined && { lockingShift }),
    others,
    length,
  };
}

function readConcatenation(bits: ReferenceBits, data: Uint8Array): Concatenation | undefined {
  if (data.length !== (bits === 16 ? 4 : 3)) return undefined;
  const [first = 0, second = 0, third = 0, fourth = 0] = data;
  const [reference, total, sequence] = bits === 16 ? [first * 256 + second, third, fourth] : [first, second, third];
  if (total === 0 || sequence === 0 || sequence > total) return undefined;
  return { reference, total, sequence, bits };
}
