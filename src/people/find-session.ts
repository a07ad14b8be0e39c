import { findSignedIn } from "../db/people/sessions.ts";
import type { SignedIn } from "./person.ts";
import { peopleSecret } from "./secret.ts";
import { readSessionCookie, verifySessionCookie } from "./session-cookie.ts";

/** How long an isolate relies on what it read, for what only reads: within it, signing out and being removed are not seen elsewhere. */
export const sessionFreshMs = 5_000;
const cacheLimit = 1_000;

interface Known {
  signedIn: SignedIn;
  /** Epoch ms. */
  untilMs: number;
}

/** By the whole cookie. */
const known = new Map<string, Known>();

/**
 * Who a request's session stands for, null where it has none that is in force. For what only reads, D1 is asked every few seconds; for what
 * changes something always, so that whoever was removed leaves nothing behind, such as a link to come back by.
 */
export async function findSession(
  env: Pick<Env, "DB" | "CREDENTIALS_KEY">,
  request: Request,
): Promise<SignedIn | null> {
  const cookie = readSessionCookie(request);
  if (cookie === null) return null;
  const nowMs = Date.now();
  const fresh = known.get(cookie);
  if (fresh !== undefined && fresh.untilMs > nowMs && onlyReads(request)) return fresh.signedIn;
  known.delete(cookie);
  const token = await verifySessionCookie(cookie, await peopleSecret(env));
  const found = token === null ? null : await findSignedIn(env.DB, { token }, nowMs);
  if (found === null) return null;
  if (known.size >= cacheLimit) known.clear();
  known.set(cookie, { signedIn: found.signedIn, untilMs: Math.min(nowMs + sessionFreshMs, found.expiresAtMs) });
  return found.signedIn;
}

function onlyReads({ method }: Request): boolean {
  return method === "GET" || method === "HEAD";
}

/** The same for what was opened with a session and goes on, such as a stream or a socket; always reads D1. */
export async function findSessionById(env: Pick<Env, "DB">, id: string): Promise<SignedIn | null> {
  const found = await findSignedIn(env.DB, { id }, Date.now());
  return found?.signedIn ?? null;
}

/** Something of people or sessions has changed: this isolate reads anew. */
export function forgetSessions(): void {
  known.clear();
}
