import { unpackSeptets } from "../../src/sms/septet-packing.ts";
import type { ExtraService } from "./extra-services.ts";
import { extraService, readExtraServices, writeExtraServices } from "./extra-services.ts";
import type { MessageFields } from "./fields.ts";
import { fromHex, toHex } from "./hex.ts";

/** What a message carries, in the terms of `OutgoingSegment`. */
export interface Body {
  /** With its length octet; empty when there is none. */
  userDataHeader: Uint8Array;
  /** Unpacked septets, UTF-16BE octets or binary octets that follow the header. */
  data: Uint8Array;
  /** data_coding of SMPP 3.4 §5.2.19: 0, 4 or 8; a GSM data coding scheme from 0x10 on. */
  dataCoding: number;
}

type BodyFields = Pick<MessageFields, "mt" | "nb" | "msg" | "mcls" | "xser">;

type Alphabet = "gsm7" | "binary" | "ucs2";

const messageType = { numeric: "2", alphanumeric: "3", transparent: "4" } as const;
const binaryCoding = 4;

/**
 * The fields of a body (EMI/UCP Interface Specification 4.0 §5.1): GSM 7-bit as MT 3, everything else as MT 4 with its number
 * of bits; header, coding scheme and billing identifier as extra services.
 * @returns what stands in the way, in a few words, when UCP cannot say it
 */
export function writeBody(body: Body, billingIdentifier: string | null): BodyFields | string {
  const { userDataHeader, data, dataCoding } = body;
  const alphabet = alphabetOf(dataCoding);
  if (alphabet === undefined) {
    return `UCP has no data_coding ${dataCoding}`;
  }
  const services: ExtraService[] = [];
  if (userDataHeader.length > 0) {
    services.push({ type: extraService.userDataHeader, data: userDataHeader });
  }
  // MT alone says that a message is GSM 7-bit or binary, in class 1 or none.
  if (dataCoding !== 0 && dataCoding !== binaryCoding) {
    services.push({ type: extraService.dataCodingScheme, data: Uint8Array.of(dataCoding) });
  }
  if (billingIdentifier !== null) {
    services.push({ type: extraService.billingIdentifier, data: Buffer.from(billingIdentifier, "latin1") });
  }
  const xser = writeExtraServices(services);
  if (xser === undefined) {
    return "header and billing identifier do not fit in XSer";
  }
  if (alphabet === "gsm7") {
    return { mt: messageType.alphanumeric, nb: "", msg: toHex(data), mcls: "", xser };
  }
  return { mt: messageType.transparent, nb: String(data.length * 8), msg: toHex(data), mcls: "1", xser };
}

/**
 * The body in the fields of operations 51 and 52. The coding scheme in XSer counts before MT.
 * @returns what is wrong with them, in a few words, when they cannot be read
 */
export function readBody({ mt, nb, msg, xser }: Pick<BodyFields, "mt" | "nb" | "msg" | "xser">): Body | string {
  const services = readExtraServices(xser);
  if (services === undefined) {
    return "XSer cannot be read";
  }
  const userDataHeader = services.find(({ type }) => type === extraService.userDataHeader)?.data ?? new Uint8Array();
  const scheme = services.find(({ type }) => type === extraService.dataCodingScheme)?.data[0];
  if (mt === messageType.numeric) {
    // Digits have the same codes in ASCII and in the GSM alphabet.
    return { userDataHeader, data: Buffer.from(msg, "latin1"), dataCoding: 0 };
  }
  const data = fromHex(msg);
  if (data === undefined) {
    return "the message is not hexadecimal";
  }
  if (mt === messageType.alphanumeric) {
    return { userDataHeader, data, dataCoding: scheme === undefined ? 0 : codingOf(scheme) };
  }
  if (mt !== messageType.transparent) {
    return `MT ${mt} is not supported`;
  }
  const dataCoding = scheme === undefined ? binaryCoding : codingOf(scheme);
  if (alphabetOf(dataCoding) !== "gsm7") {
    return { userDataHeader, data, dataCoding };
  }
  // Transparent GSM 7-bit is as on the radio: packed, and the number of bits says where it ends.
  const bits = /^\d{1,4}$/.test(nb) ? Number(nb) : data.length * 8;
  return { userDataHeader, data: unpackSeptets(data, Math.floor(bits / 7)), dataCoding };
}

/** A coding scheme of 3GPP TS 23.038 §4 in the terms of `Body`: without a class or a group, only the alphabet is left. */
function codingOf(scheme: number): number {
  return scheme < 0x10 ? scheme & 0x0c : scheme;
}

function alphabetOf(dataCoding: number): Alphabet | undefined {
  const group = dataCoding >> 4;
  if (group < 0x8) {
    const isCompressed = (dataCoding & 0x20) !== 0;
    const isSmppOnly = group === 0 && (dataCoding & 0x03) !== 0;
    const alphabets: readonly (Alphabet | undefined)[] = ["gsm7", "binary", "ucs2", undefined];
    return isSmppOnly ? undefined : isCompressed ? "binary" : alphabets[(dataCoding >> 2) & 3];
  }
  switch (group) {
    case 0xc:
    case 0xd:
      return "gsm7";
    case 0xe:
      return "ucs2";
    case 0xf:
      return (dataCoding & 0x04) === 0 ? "gsm7" : "binary";
    default:
      return undefined;
  }
}
