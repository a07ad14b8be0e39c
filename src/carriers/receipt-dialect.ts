import { canonicalMessageId } from "../sms/carrier-message-id.ts";

/**
 * How a carrier's receipts spell the id that its responses gave. same: alike but for case, leading zeros and 0x, which the
 * stored form has lost already. decimal: the response was hexadecimal, the receipt is decimal. hexadecimal: the other way.
 */
export const receiptSpellings = ["same", "decimal", "hexadecimal"] as const;
export type ReceiptSpelling = (typeof receiptSpellings)[number];

/** What is known about a carrier's receipts. A plain value, to be stored as it is. */
export interface ReceiptDialect {
  /** The spelling that is relied on; null while learning. */
  readonly locked: ReceiptSpelling | null;
  /** The spelling of the last unambiguous matches, and how many they were in a row. */
  readonly latest: ReceiptSpelling | null;
  readonly streak: number;
  /** Times that a locked spelling turned out to be no longer the one. */
  readonly drifts: number;
}

export const unknownDialect: ReceiptDialect = { locked: null, latest: null, streak: 0, drifts: 0 };

export interface DialectOptions {
  /** Unambiguous matches in a row before a spelling is locked; twice as many after each drift. */
  readonly lockAfter: number;
  /** Unambiguous matches of another spelling in a row before a lock is given up. */
  readonly driftAfter: number;
}

export const dialectDefaults: DialectOptions = { lockAfter: 20, driftAfter: 5 };

/** Doublings of `lockAfter`, at most. */
const largestBackoff = 6;

/**
 * The stored ids (see `canonicalMessageId`) under which the message of a receipt may be found, the likeliest first: up to three
 * while learning, one when locked.
 */
export function receiptLookups(dialect: ReceiptDialect, receiptId: string): string[] {
  const canonical = canonicalMessageId(receiptId);
  if (canonical === "") return [];
  if (dialect.locked !== null) return keysOf(canonical, [dialect.locked]);
  const { latest } = dialect;
  if (latest === null) return keysOf(canonical, receiptSpellings);
  return keysOf(canonical, [latest, ...receiptSpellings.filter((spelling) => spelling !== latest)]);
}

/**
 * The stored ids that `receiptLookups` leaves out when locked. Worth a look only for a receipt that has waited for its response
 * in vain: short ids in another spelling are as likely somebody else's.
 */
export function otherLookups(dialect: ReceiptDialect, receiptId: string): string[] {
  const canonical = canonicalMessageId(receiptId);
  if (canonical === "" || dialect.locked === null) return [];
  const usual = keyOf(canonical, dialect.locked);
  return keysOf(canonical, receiptSpellings).filter((key) => key !== usual);
}

export interface DialectLesson {
  readonly dialect: ReceiptDialect;
  /** The spelling that is relied on from now on; null when that has not just changed. */
  readonly locked: ReceiptSpelling | null;
  /** True when the locked spelling has just been given up: receipts changed, and somebody should know. */
  readonly drift: boolean;
}

/**
 * The dialect after a receipt was matched. `foundKeys`: which of the keys looked for were there. A match that more than one
 * spelling explains teaches nothing. The dialect is the same object where nothing changed, so that it need not be stored.
 */
export function learnFromReceipt(
  dialect: ReceiptDialect,
  options: DialectOptions,
  receiptId: string,
  foundKeys: readonly string[],
): DialectLesson {
  const canonical = canonicalMessageId(receiptId);
  const explaining = receiptSpellings.filter((spelling) => {
    const key = keyOf(canonical, spelling);
    return key !== null && foundKeys.includes(key);
  });
  const [spelling] = explaining;
  const unchanged = { dialect, locked: null, drift: false };
  if (spelling === undefined || explaining.length > 1) return unchanged;
  if (dialect.locked === null) return learn(dialect, options, spelling);
  if (spelling === dialect.locked) {
    const isSettled = dialect.latest === spelling;
    return isSettled ? unchanged : { ...unchanged, dialect: { ...dialect, latest: spelling, streak: 1 } };
  }
  const streak = spelling === dialect.latest ? dialect.streak + 1 : 1;
  const drift = streak >= options.driftAfter;
  const next = {
    locked: drift ? null : dialect.locked,
    latest: spelling,
    streak,
    drifts: dialect.drifts + (drift ? 1 : 0),
  };
  return { dialect: next, locked: null, drift };
}

function learn(dialect: ReceiptDialect, options: DialectOptions, spelling: ReceiptSpelling): DialectLesson {
  const streak = spelling === dialect.latest ? dialect.streak + 1 : 1;
  const needed = options.lockAfter * 2 ** Math.min(dialect.drifts, largestBackoff);
  const locked = streak >= needed ? spelling : null;
  return { dialect: { ...dialect, locked, latest: spelling, streak }, locked, drift: false };
}

function keysOf(canonical: string, order: readonly ReceiptSpelling[]): string[] {
  const keys = order.map((spelling) => keyOf(canonical, spelling)).filter((key) => key !== null);
  return keys.filter((key, index) => keys.indexOf(key) === index);
}

const decimal = /^\d{1,64}$/;
const hexadecimal = /^[0-9a-f]{1,64}$/;

/** The stored id that a receipt's id stands for in a spelling; null where it cannot be spelled so. */
function keyOf(canonical: string, spelling: ReceiptSpelling): string | null {
  switch (spelling) {
    case "same":
      return canonical;
    case "decimal":
      return decimal.test(canonical) ? BigInt(canonical).toString(16) : null;
    case "hexadecimal":
      return hexadecimal.test(canonical) ? BigInt(`0x${canonical}`).toString() : null;
  }
}
