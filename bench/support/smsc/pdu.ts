import { recipientOf } from "../text-numbers.ts";

export const headerBytes = 16;
const responseBit = 0x80000000;
export const command = {
  submitSm: 0x04,
  deliverSm: 0x05,
  unbind: 0x06,
  enquireLink: 0x15,
  deliverSmResp: 0x80000005,
} as const;
/** bind_receiver, bind_transmitter and bind_transceiver. */
export const bindCommands: ReadonlySet<number> = new Set([0x01, 0x02, 0x09]);
const messageIdDigits = 16;
/** message_id or system_id, and its NUL. */
const namedBytes = headerBytes + messageIdDigits + 1;
const receiptEsmClass = 0x04;
const registeredMask = 0x03;

/** Where a submit_sm has what a receipt needs; offsets into the bytes it came in. */
export interface Submit {
  sourceAt: number;
  destinationAt: number;
  destinationEnd: number;
  wantsReceipt: boolean;
}

/** The end of the PDU at `start`, if all of it is there. */
export function endOfPdu(bytes: Buffer, start: number): number | undefined {
  if (bytes.length - start < headerBytes) return undefined;
  const end = start + bytes.readUInt32BE(start);
  return end <= bytes.length ? end : undefined;
}

/** The fields of submit_sm, SMPP 3.4 §4.4.1, in their order. */
export function readSubmit(bytes: Buffer, start: number): Submit {
  const sourceAt = endOfText(bytes, start + headerBytes) + 1;
  const destinationAt = endOfText(bytes, sourceAt + 2) + 1;
  const destinationEnd = endOfText(bytes, destinationAt + 2);
  const scheduleEnd = endOfText(bytes, destinationEnd + 4);
  const validityEnd = endOfText(bytes, scheduleEnd + 1);
  const wantsReceipt = ((bytes[validityEnd + 1] ?? 0) & registeredMask) === 1;
  return { sourceAt, destinationAt, destinationEnd, wantsReceipt };
}

/** Where the NUL is. The texts are so short that Buffer's own search would take longer. */
function endOfText(bytes: Buffer, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== 0) at++;
  return at;
}

export const longestResponse = namedBytes;

/** Writes the response to the request at `start`, and returns where it ends. */
export function writeResponse(target: Buffer, at: number, bytes: Buffer, start: number, messageId: number): number {
  const id = bytes.readUInt32BE(start + 4);
  const hasName = id === command.submitSm || (id < command.enquireLink && id !== command.unbind);
  const length = hasName ? namedBytes : headerBytes;
  target.writeUInt32BE(length, at);
  target.writeUInt32BE(id + responseBit, at + 4);
  target.writeUInt32BE(0, at + 8);
  bytes.copy(target, at + 12, start + 12, start + headerBytes);
  if (hasName) target.write(`${messageId}\0`, at + headerBytes, "latin1");
  return at + length;
}

/** A receipt in the form of SMPP 3.4 appendix B, from the submit's destination to its source; without a sequence number. */
export function receiptPdu(bytes: Buffer, submit: Submit, messageId: number, minute: string): Buffer {
  const text = `id:${messageId} sub:001 dlvrd:001 submit date:${minute} done date:${minute} stat:DELIVRD err:000 text:`;
  const from = bytes.subarray(submit.destinationAt, submit.destinationEnd + 1);
  const to = bytes.subarray(submit.sourceAt, submit.destinationAt);
  return deliverPdu(from, to, receiptEsmClass, text);
}

/** A text from the handset of this number; without a sequence number. */
export function inboundPdu(number: number, shortCode: string): Buffer {
  const from = Buffer.from(`\x01\x01${recipientOf(number)}\0`, "latin1");
  return deliverPdu(from, Buffer.from(`\x00\x01${shortCode}\0`, "latin1"), 0, `Reply ${number}`);
}

/** deliver_sm, SMPP 3.4 §4.6.1. Addresses come with their TON, NPI and NUL. */
function deliverPdu(from: Buffer, to: Buffer, esmClass: number, text: string): Buffer {
  const pdu = Buffer.alloc(headerBytes + 1 + from.length + to.length + 10 + text.length);
  pdu.writeUInt32BE(pdu.length, 0);
  pdu.writeUInt32BE(command.deliverSm, 4);
  let at = headerBytes + 1;
  at += from.copy(pdu, at);
  at += to.copy(pdu, at);
  pdu[at] = esmClass;
  pdu[at + 9] = text.length;
  pdu.write(text, at + 10, "latin1");
  return pdu;
}
