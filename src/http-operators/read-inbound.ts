import type { InboundReport } from "../link/frames.ts";
import { decodeUserData } from "../sms/decode-user-data.ts";
import { buildUserDataHeader } from "../sms/user-data-header.ts";
import { type CallbackItem, type OperatorCall, callbackItems } from "./callback-fields.ts";
import { type CallbackRead, operatorBind, problemOf } from "./callback-read.ts";
import { hexOf, octetsOf } from "./hex.ts";
import type { InboundCallback } from "./callback-config.ts";

/** A text from a handset, and the operator's id of it where it has one. */
export interface OperatorInbound {
  id: string | null;
  report: InboundReport;
}

interface Problem {
  path: string;
  reason: string;
}

/** The texts that a call brings. One item that cannot be read refuses the call. */
export function readInbound(config: InboundCallback, call: OperatorCall, nowMs: number): CallbackRead<OperatorInbound> {
  const items = callbackItems(call, config);
  if (!Array.isArray(items)) return { ok: false, ...items };
  const reports: OperatorInbound[] = [];
  for (const item of items) {
    const inbound = inboundOf(config, item, nowMs);
    if ("reason" in inbound) return { ok: false, ...inbound };
    reports.push(inbound);
  }
  return { ok: true, reports };
}

function inboundOf(config: InboundCallback, item: CallbackItem, nowMs: number): OperatorInbound | Problem {
  const from = item.read(config.from)?.trim() ?? "";
  if (from === "" || from.length > 32) return problemOf(item, config.from, "This must be an address.");
  const to = item.read(config.to)?.trim() ?? "";
  if (to === "" || to.length > 32) return problemOf(item, config.to, "This must be an address.");
  const header = headerOf(config, item);
  if (header !== null && "reason" in header) return header;
  const content = contentOf(config, item, header?.octets);
  if ("reason" in content) return content;
  const id = config.id === null ? null : (item.read(config.id)?.trim().slice(0, 200) ?? null);
  return {
    id: id === "" ? null : id,
    report: {
      from: international(from),
      to: international(to),
      ...content,
      ...(header !== null && { userDataHeader: hexOf(header.octets) }),
      bindId: operatorBind,
      atMs: nowMs,
    },
  };
}

/** The user data header that says which part of a text this is; null where it is whole. */
function headerOf(config: InboundCallback, item: CallbackItem): { octets: Uint8Array } | Problem | null {
  const { udhHex, parts } = config;
  if (udhHex !== null) {
    const hex = item.read(udhHex)?.trim() ?? "";
    const octets = octetsOf(hex);
    if (octets === null || octets.length > 140) return problemOf(item, udhHex, "This must be octets in hexadecimal.");
    return octets.length === 0 ? null : { octets };
  }
  if (parts === null) return null;
  const total = wholeNumber(item.read(parts.total));
  if (total === null || total === 1) return null;
  if (total < 1 || total > 255) return problemOf(item, parts.total, "This must be 1 to 255.");
  const sequence = wholeNumber(item.read(parts.sequence));
  if (sequence === null || sequence < 1 || sequence > total) {
    return problemOf(item, parts.sequence, `This must be 1 to ${total}.`);
  }
  const reference = item.read(parts.reference)?.trim() ?? "";
  if (reference === "") return problemOf(item, parts.reference, "A part must say which text it is of.");
  const bits = 16 as const;
  return { octets: buildUserDataHeader(0, 0, { reference: referenceOf(reference), total, sequence, bits }) };
}

function contentOf(
  config: InboundCallback,
  item: CallbackItem,
  userDataHeader: Uint8Array | undefined,
): Pick<InboundReport, "text" | "dataCoding" | "dataHex"> | Problem {
  const dataCoding = (config.dataCoding === null ? null : wholeNumber(item.read(config.dataCoding))) ?? 0;
  if (dataCoding > 0xff) return problemOf(item, config.dataCoding ?? "", "This must be 0 to 255.");
  const hex = config.dataHex === null ? undefined : item.read(config.dataHex)?.trim();
  if (config.dataHex !== null && hex !== undefined && hex !== "") {
    const data = octetsOf(hex);
    if (data === null || data.length > 65_536) {
      return problemOf(item, config.dataHex, "This must be octets in hexadecimal.");
    }
    const { text } = decodeUserData({ data, dataCoding, userDataHeader });
    return userDataHeader === undefined ? { text, dataCoding } : { text, dataCoding, dataHex: hex };
  }
  const text = config.text === null ? undefined : item.read(config.text);
  if (text === undefined || text.length > 65_536) {
    return problemOf(item, config.text ?? config.dataHex ?? "", "This must be a text of at most 65,536 characters.");
  }
  return { text, dataCoding };
}

/** Digits only, of at most nine; null for anything else. */
function wholeNumber(text: string | undefined): number | null {
  const trimmed = text?.trim() ?? "";
  return /^\d{1,9}$/.test(trimmed) ? Number(trimmed) : null;
}

/** 16 bits of whatever the operator calls the text: a number as it is, anything else by FNV-1a. */
function referenceOf(reference: string): number {
  const number = wholeNumber(reference);
  if (number !== null && number <= 0xffff) return number;
  let hash = 0x811c9dc5;
  for (let index = 0; index < reference.length; index++) {
    hash = Math.imul(hash ^ reference.charCodeAt(index), 0x01000193);
  }
  return (hash ^ (hash >>> 16)) & 0xffff;
}

/** E.164 with its `+`; short codes and names as they came. Short codes have up to 8 digits. */
function international(address: string): string {
  return /^\d{9,}$/.test(address) ? `+${address}` : address;
}
