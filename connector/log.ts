import type { LogCode } from "./log-codes.ts";
import { logCodes } from "./log-codes.ts";

/** Values are ids, states, counts and redacted numbers; never texts, tokens or passwords. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export type Log = (code: LogCode, fields?: LogFields) => void;

/** A logger that writes one JSON line per event: `at` (ISO 8601), `level`, `code`, and the event's fields. */
export function createLog(write: (line: string) => void, now: () => number): Log {
  return (code, fields = {}) => {
    write(`${JSON.stringify({ at: new Date(now()).toISOString(), level: logCodes[code].level, code, ...fields })}\n`);
  };
}

/**
 * A handset's number as logs show it: `+573001234567` becomes `+57300•••4567`, with at least three digits hidden. Short
 * codes and alphanumeric senders name no person and stay.
 */
export function redactAddress(address: string): string {
  const [, plus = "", digits] = /^(\+?)(\d{8,})$/.exec(address) ?? [];
  if (digits === undefined) {
    return address;
  }
  return `${plus}${digits.slice(0, Math.min(5, digits.length - 7))}•••${digits.slice(-4)}`;
}
