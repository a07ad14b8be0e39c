/** Octets that open and close a frame; neither is part of its text. */
export const stx = 0x02;
export const etx = 0x03;

export interface FrameHeader {
  /** Transaction number, 0 to 99. */
  transaction: number;
  kind: "operation" | "result";
  /** Operation type: 51 for a submit. */
  operation: number;
}

/** A frame without its length and checksum (EMI/UCP Interface Specification 4.0 §2). */
export interface Frame extends FrameHeader {
  fields: readonly string[];
}

/** Error codes of §5.2 that a frame itself can earn; `nack-codes.ts` has all of them. */
export type FrameErrorCode = 1 | 2;

export type ParsedFrame =
  | { ok: true; frame: Frame }
  /** `header` is absent when not even that can be read: there is nobody to answer. */
  | { ok: false; header: FrameHeader | undefined; errorCode: FrameErrorCode; reason: string };

/** `TRN/LEN/O|R/OT/` */
const headerPattern = /^(\d\d)\/(\d{5})\/([OR])\/(\d\d)\//;
const headerLength = 14;
const checksumLength = 2;
const longestFrame = 99_999;

/** What no field may hold: the separator, the frame's own octets, and anything beyond printable ASCII. */
const forbidden = /[^\u0020-\u002e\u0030-\u007e]/;

/** Reads what stood between STX and ETX, one character per octet. Never throws. */
export function parseFrame(text: string): ParsedFrame {
  const match = headerPattern.exec(text);
  if (match === null) {
    return { ok: false, header: undefined, errorCode: 2, reason: "the header cannot be read" };
  }
  const [, transaction = "", length = "", letter = "", operation = ""] = match;
  const header: FrameHeader = {
    transaction: Number(transaction),
    kind: letter === "O" ? "operation" : "result",
    operation: Number(operation),
  };
  const bodyEnd = text.length - checksumLength - 1;
  if (Number(length) !== text.length || bodyEnd < headerLength || text[bodyEnd] !== "/") {
    return { ok: false, header, errorCode: 2, reason: `LEN says ${length}, the frame has ${text.length} characters` };
  }
  const checksum = text.slice(-checksumLength);
  if (checksum.toUpperCase() !== checksumOf(text, text.length - checksumLength)) {
    return { ok: false, header, errorCode: 1, reason: "the checksum does not match" };
  }
  return { ok: true, frame: { ...header, fields: text.slice(headerLength, bodyEnd).split("/") } };
}

/** The whole frame, STX and ETX included, one character per octet; undefined when a field holds what no field may. */
export function writeFrame({ transaction, kind, operation, fields }: Frame): string | undefined {
  if (fields.some((field) => forbidden.test(field))) {
    return undefined;
  }
  const body = `${fields.join("/")}/`;
  const length = headerLength + body.length + checksumLength;
  if (length > longestFrame) {
    return undefined;
  }
  const letter = kind === "operation" ? "O" : "R";
  const text = `${twoDigits(transaction)}/${String(length).padStart(5, "0")}/${letter}/${twoDigits(operation)}/${body}`;
  return `\u0002${text}${checksumOf(text, text.length)}\u0003`;
}

/** The sum of the first `length` octets modulo 256, as two upper-case hexadecimal digits. */
function checksumOf(text: string, length: number): string {
  let sum = 0;
  for (let index = 0; index < length; index++) {
    sum += text.charCodeAt(index);
  }
  return (sum & 0xff).toString(16).toUpperCase().padStart(checksumLength, "0");
}

/** A transaction number or an operation type. */
export function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
