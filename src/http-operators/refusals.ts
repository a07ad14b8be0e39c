import type { RefusalAction, RefusalRow } from "./operator-config.ts";

/** What a refusal means: the error's name for customers, and what is done. */
export interface Refusal {
  name: string;
  action: RefusalAction;
  message?: string;
}

/** The meaning of a refusal by the first row that fits its status and its code, or else by its status alone. */
export function refusalOf(status: number, code: string | undefined, rows: readonly RefusalRow[]): Refusal {
  const row = rows.find(
    (candidate) =>
      (candidate.status === undefined || candidate.status === status) &&
      (candidate.code === undefined || candidate.code === code),
  );
  if (row !== undefined) {
    const { name, action, message } = row;
    return message === undefined ? { name, action } : { name, action, message };
  }
  return { name: nameOf(status, code), action: actionOf(status) };
}

/**
 * 401, 403, 407 and redirects say that the configuration is wrong, not the text. 502 and 504 come from something in front of the
 * operator, which may have passed the text on.
 */
function actionOf(status: number): RefusalAction {
  if (status === 401 || status === 403 || status === 407 || (status >= 300 && status < 400)) return "pause";
  if (status === 429) return "throttle";
  if (status === 502 || status === 504) return "unknown";
  if (status === 408 || status === 425 || status >= 500) return "retry";
  return "fail";
}

function nameOf(status: number, code: string | undefined): string {
  const written = code?.replaceAll(/[^A-Za-z0-9_.-]+/g, "_").slice(0, 32);
  return written === undefined || written === "" ? `HTTP_${status}` : written;
}

const longestRestSeconds = 600;

/** Retry-After (RFC 9110 §10.2.3) in ms from now, ten minutes at most; undefined where it says nothing. */
export function retryAfterMs(value: string | null, nowMs: number): number | undefined {
  if (value === null) return undefined;
  const trimmed = value.trim();
  const ms = /^\d{1,9}$/.test(trimmed) ? Number(trimmed) * 1_000 : Date.parse(trimmed) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(0, ms), longestRestSeconds * 1_000);
}
