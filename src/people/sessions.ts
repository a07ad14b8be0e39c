import { recordAudit } from "../audit/record-audit.ts";
import { deleteSession, findSessions } from "../db/people/sessions.ts";
import { type Result, fail, ok } from "../errors.ts";
import { forgetSessions } from "./find-session.ts";
import type { SignedIn } from "./person.ts";

/** A browser that is signed in. */
export interface Session {
  id: string;
  /** The one that asks. */
  current: boolean;
  createdAtMs: number;
  expiresAtMs: number;
  /** As the browser and the platform said when it was opened. */
  userAgent: string | null;
  address: string | null;
}

/** A person's own, newest first. */
export async function listSessions(env: Pick<Env, "DB">, { person, sessionId }: SignedIn): Promise<Session[]> {
  const rows = await findSessions(env.DB, person.id, Date.now());
  return rows.map(({ id, createdAt, expiresAt, userAgent, ipAddress }) => ({
    id,
    current: id === sessionId,
    createdAtMs: createdAt.getTime(),
    expiresAtMs: expiresAt.getTime(),
    userAgent: userAgent === "" ? null : userAgent,
    address: ipAddress === "" ? null : ipAddress,
  }));
}

/** Signs a person's own browser out, from within seconds on. Errors: not_found. */
export async function revokeSession(
  env: Pick<Env, "DB">,
  { person }: SignedIn,
  sessionId: string,
): Promise<Result<void>> {
  if (!(await deleteSession(env.DB, person.id, sessionId))) return fail("not_found");
  forgetSessions();
  await recordAudit(env, { actor: person.email, accountId: null, action: "session.revoked", subject: sessionId });
  return ok(undefined);
}
