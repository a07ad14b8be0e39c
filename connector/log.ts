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
