/**
 * Bodies of messages as text. The SMSC has its own tables: a mistake in the gateway's would go unseen if both shared one.
 */

/** 3GPP TS 23.038 §6.2.1, the default alphabet; the escape (0x1B) stands as a space. */
const basic =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/** 3GPP TS 23.038 §6.2.1.1, the extension table. */
const extension = new Map<number, string>([
  [0x0a, "\f"],
  [0x14, "^"],
  [0x28, "{"],
  [0x29, "}"],
  [0x2f, "\\"],
  [0x3c, "["],
  [0x3d, "~"],
  [0x3e, "]"],
  [0x40, "|"],
  [0x65, "€"],
]);

const escape = 0x1b;
const octets = new Map<string, readonly number[]>([
  ...Array.from(basic, (character, code): [string, readonly number[]] => [character, [code]]),
  [" ", [0x20]],
  ...Array.from(extension, ([code, character]): [string, readonly number[]] => [character, [escape, code]]),
]);

/** data_coding values of SMPP 3.4 §5.2.19 that the simulator writes. */
export const dataCoding = { defaultAlphabet: 0, latin1: 3, ucs2: 8 } as const;

/** A text in the default alphabet, one octet a septet, or in UCS-2 where it holds anything else. */
export function encodeText(text: string): { dataCoding: number; body: Buffer } {
  const body: number[] = [];
  for (const character of text) {
    const code = octets.get(character);
    if (code === undefined) {
      return { dataCoding: dataCoding.ucs2, body: Buffer.from(text, "utf16le").swap16() };
    }
    body.push(...code);
  }
  return { dataCoding: dataCoding.defaultAlphabet, body: Buffer.from(body) };
}

/** The text of a body, behind its user data header if it has one; undefined for codings that are not text. */
export function decodeText(body: Uint8Array, coding: number, hasHeader: boolean): string | undefined {
  const bytes = Buffer.from(body).subarray(hasHeader ? (body[0] ?? 0) + 1 : 0);
  switch (coding) {
    case dataCoding.defaultAlphabet:
      return decodeBasic(bytes);
    case 1:
    case dataCoding.latin1:
      return bytes.toString("latin1");
    case dataCoding.ucs2:
      return bytes
        .subarray(0, bytes.length & ~1)
        .swap16()
        .toString("utf16le");
    default:
      return undefined;
  }
}

function decodeBasic(bytes: Buffer): string {
  let text = "";
  for (let index = 0; index < bytes.length; index++) {
    const code = bytes[index] ?? 0;
    const extended = code === escape ? extension.get(bytes[index + 1] ?? 0) : undefined;
    if (extended !== undefined) {
      index++;
    }
    text += extended ?? basic[code & 0x7f] ?? "";
  }
  return text;
}
