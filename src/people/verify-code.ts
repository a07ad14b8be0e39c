import { z } from "zod";
import { type LockRule, beginAttempt } from "../db/people/attempts.ts";
import { deleteSessionByToken } from "../db/people/sessions.ts";
import { type Result, fail, ok } from "../errors.ts";
import { beginTry } from "./attempts.ts";
import { callAuth } from "./call-auth.ts";
import { forgetSessions } from "./find-session.ts";
import type { SignedIn } from "./person.ts";
import { recordSignIn } from "./sign-in.ts";
import { recordAudit } from "../audit/record-audit.ts";

/** An app's code is taken from one step of 30 s before its own until one after it. */
const codeLifeMs = 120_000;
const onceRule: LockRule = { free: 1, firstLockMs: codeLifeMs, longestLockMs: codeLifeMs, forgetMs: codeLifeMs };

export type CodeKind = "totp" | "backup-code";

export interface CodeInput {
  code: string;
  trustDevice: boolean;
}

/**
 * Takes a code: the second step of a sign-in, or, of somebody who is signed in, the proof that their app is set up. The cookies to be set.
 * Errors: sign_in_locked, invalid_credentials.
 */
export async function verifyCode(
  env: Pick<Env, "DB" | "CREDENTIALS_KEY">,
  request: Request,
  signedIn: SignedIn | null,
  kind: CodeKind,
  input: CodeInput,
): Promise<Result<{ cookies: string[] }>> {
  const address = request.headers.get("cf-connecting-ip");
  const attempt = await beginTry(env, { email: signedIn?.person.email ?? null, address });
  if (!attempt.ok) return attempt;
  const answer = await callAuth(env, request, { path: `/two-factor/verify-${kind}`, body: input });
  if (answer.code === "ACCOUNT_TEMPORARILY_LOCKED") return fail("sign_in_locked", { retryAfterSeconds: 900 });
  if (!answer.ok) return fail("invalid_credentials");
  if (signedIn === null && kind === "totp" && !(await isFirstUse(env, answer.body, input.code))) {
    return fail("invalid_credentials");
  }
  await attempt.value.succeed();
  forgetSessions();
  if (signedIn === null) {
    await recordSignIn(env, signInOf(answer.body).user.email);
  } else if (kind === "totp" && !signedIn.person.twoFactor) {
    const { id, email } = signedIn.person;
    await recordAudit(env, { actor: email, accountId: null, action: "second_factor.enabled", subject: id });
  }
  return ok({ cookies: answer.cookies });
}

/** A code signs in once, whoever has read it over a shoulder (RFC 6238 §5.2). The session that it opened again is gone before anybody has its cookie. */
async function isFirstUse(env: Pick<Env, "DB">, body: unknown, code: string): Promise<boolean> {
  const { token, user } = signInOf(body);
  if ((await beginAttempt(env.DB, `code:${user.id}:${code}`, onceRule, Date.now())) === null) return true;
  await deleteSessionByToken(env.DB, token);
  return false;
}

const signInSchema = z.object({ token: z.string(), user: z.object({ id: z.string(), email: z.string() }) });

function signInOf(body: unknown): z.infer<typeof signInSchema> {
  return signInSchema.parse(body);
}
