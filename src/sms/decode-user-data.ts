import { decodeSeptets, textOfUnits } from "./gsm7.ts";
import { fillBitsAfter, unpackSeptets } from "./septet-packing.ts";
import { decodeUcs2 } from "./ucs2.ts";
import { parseUserDataHeader } from "./user-data-header.ts";

/** What data_coding 0 means at a carrier. SMPP leaves it to the SMSC; most mean GSM 7-bit. */
export type DefaultAlphabet = "gsm7" | "ascii" | "latin1" | "latin9";

export interface UserData {
  /** User data without its header. */
  readonly data: Uint8Array;
  /** data_coding of SMPP 3.4 §5.2.19, a data coding scheme of 3GPP TS 23.038 §4 from 0x10 on. */
  readonly dataCoding: number;
  /** User data header with its length octet, where there was one: it names the shift tables. */
  readonly userDataHeader?: Uint8Array | undefined;
  /** gsm7 by default. */
  readonly defaultAlphabet?: DefaultAlphabet | undefined;
  /** True where GSM 7-bit comes packed, as on a handset's radio; false (default) for one septet per octet. */
  readonly isPacked?: boolean | undefined;
}

/** How octets were read. */
export type UserDataEncoding = "gsm7" | "ascii" | "latin1" | "latin9" | "ucs2" | "binary";

export interface DecodedUserData {
  /** The text, or the octets in hexadecimal when `encoding` is binary. */
  readonly text: string;
  readonly encoding: UserDataEncoding;
}

/** User data as text. Data that is no text, or in an alphabet not known here, comes out as hexadecimal: nothing is lost. */
export function decodeUserData(userData: UserData): DecodedUserData {
  const encoding = encodingOf(userData.dataCoding & 0xff, userData.defaultAlphabet ?? "gsm7");
  return { text: encoding === "gsm7" ? gsm7TextOf(userData) : decoders[encoding](userData.data), encoding };
}

function gsm7TextOf({ data, userDataHeader, isPacked }: UserData): string {
  const header = userDataHeader === undefined ? null : parseUserDataHeader(userDataHeader);
  const septets = isPacked === true ? unpackSeptets(data, undefined, fillBitsAfter(header?.length ?? 0)) : data;
  return decodeSeptets(septets, header?.lockingShift, header?.singleShift);
}

const decoders: Readonly<Record<Exclude<UserDataEncoding, "gsm7">, (data: Uint8Array) => string>> = {
  ucs2: decodeUcs2,
  ascii: latin1Text,
  latin1: latin1Text,
  latin9: (data) => textOfUnits(Uint16Array.from(data, (octet) => latin9Changes.get(octet) ?? octet)),
  binary: (data) => Array.from(data, (octet) => octet.toString(16).padStart(2, "0")).join(""),
};

function latin1Text(data: Uint8Array): string {
  return textOfUnits(Uint16Array.from(data));
}

/** Where ISO 8859-15 differs from ISO 8859-1. */
const latin9Changes: ReadonlyMap<number, number> = new Map([
  [0xa4, 0x20ac],
  [0xa6, 0x0160],
  [0xa8, 0x0161],
  [0xb4, 0x017d],
  [0xb8, 0x017e],
  [0xbc, 0x0152],
  [0xbd, 0x0153],
  [0xbe, 0x0178],
]);

function encodingOf(dataCoding: number, defaultAlphabet: DefaultAlphabet): UserDataEncoding {
  if (dataCoding < 0x10) return smppEncoding(dataCoding, defaultAlphabet);
  const group = dataCoding >> 4;
  // General data coding, with and without automatic deletion; bit 5 set: compressed.
  if (group < 0x8) return (dataCoding & 0x20) !== 0 ? "binary" : alphabetBits((dataCoding >> 2) & 3);
  // Message waiting: discard and store with GSM 7-bit, store with UCS-2.
  if (group === 0xc || group === 0xd) return "gsm7";
  if (group === 0xe) return "ucs2";
  // Data coding and message class.
  if (group === 0xf) return (dataCoding & 0x04) === 0 ? "gsm7" : "binary";
  return "binary";
}

/** data_coding 0 to 15 as SMPP 3.4 §5.2.19 has them. */
function smppEncoding(dataCoding: number, defaultAlphabet: DefaultAlphabet): UserDataEncoding {
  switch (dataCoding) {
    case 0:
      return defaultAlphabet;
    case 1:
      return "ascii";
    case 3:
      return "latin1";
    case 8:
      return "ucs2";
    default:
      return "binary";
  }
}

/** Bits 3 and 2 of a general data coding scheme; 3 is reserved. */
function alphabetBits(bits: number): UserDataEncoding {
  if (bits === 0) return "gsm7";
  return bits === 2 ? "ucs2" : "binary";
}
