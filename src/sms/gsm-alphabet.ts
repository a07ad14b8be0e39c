import { lockingTables, type TableRun } from "./gsm-locking-tables.ts";
import { singleShiftTables } from "./gsm-single-shift-tables.ts";

/** Septet that announces a character of the single shift table. */
export const escapeSeptet = 0x1b;

/** What `gsmCodeOf` gives for a character that the alphabet lacks. */
export const unmapped = 0xffff;

/** Every character of the tables but a few symbols (€, ∞) lies below this UTF-16 unit. */
const lowLimit = 0x0e00;

/** A locking shift table and a single shift table that are in force together, both ways. */
export interface GsmAlphabet {
  /** UTF-16 unit to code, for units below U+0E00: a septet, or 0x1B00 plus the septet after the escape, or `unmapped`. */
  readonly low: Uint16Array;
  /** The same for units from U+0E00 on. */
  readonly high: ReadonlyMap<number, number>;
  /** Septet to UTF-16 unit; `unmapped` where the table is reserved. */
  readonly locking: Uint16Array;
  /** Septet after an escape to UTF-16 unit; `unmapped` where the table is reserved. */
  readonly single: Uint16Array;
}

/** The default alphabet with the default extension table (3GPP TS 23.038 §6.2.1 and §6.2.1.1). */
export const defaultAlphabet: GsmAlphabet = buildAlphabet(0, 0);

const alphabets = new Map<number, GsmAlphabet>([[0, defaultAlphabet]]);

/**
 * The alphabet of two National Language Identifiers (3GPP TS 23.038 §6.2.1.2.4). 0, reserved identifiers and Spanish as a
 * locking shift stand for the default table, as a receiver must take them.
 */
export function alphabetOf(lockingShift: number, singleShift: number): GsmAlphabet {
  const key = lockingShift * 256 + singleShift;
  let alphabet = alphabets.get(key);
  if (alphabet === undefined) {
    if (singleShiftTables[singleShift] === undefined) return alphabetOf(lockingShift, 0);
    if (lockingTables[lockingShift] === undefined) return alphabetOf(0, singleShift);
    alphabet = buildAlphabet(lockingShift, singleShift);
    alphabets.set(key, alphabet);
  }
  return alphabet;
}

/** The code of a UTF-16 unit: a septet, 0x1B00 plus a septet for a character behind an escape, or `unmapped`. */
export function gsmCodeOf(alphabet: GsmAlphabet, unit: number): number {
  return (unit < lowLimit ? alphabet.low[unit] : alphabet.high.get(unit)) ?? unmapped;
}

function buildAlphabet(lockingShift: number, singleShift: number): GsmAlphabet {
  const low = new Uint16Array(lowLimit).fill(unmapped);
  const high = new Map<number, number>();
  const locking = readTable(lockingTables[lockingShift] ?? []);
  const single = readTable(singleShiftTables[singleShift] ?? []);
  const learn = (unit: number, code: number): void => {
    if (unit === unmapped) return;
    if (unit >= lowLimit) high.set(unit, code);
    else low[unit] = code;
  };
  // Later entries win: one septet beats an escape pair, and of two positions for one character the lower is used.
  for (let septet = 127; septet >= 0; septet--) learn(single[septet] ?? unmapped, (escapeSeptet << 8) | septet);
  for (let septet = 127; septet >= 0; septet--) learn(locking[septet] ?? unmapped, septet);
  return { low, high, locking, single };
}

function readTable(runs: readonly TableRun[]): Uint16Array {
  const table = new Uint16Array(128).fill(unmapped);
  for (const [position, characters] of runs) {
    for (let offset = 0; offset < characters.length; offset++) table[position + offset] = characters.charCodeAt(offset);
  }
  return table;
}
