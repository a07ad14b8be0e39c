import { type Result, fail, ok } from "../errors.ts";
import { beginTry } from "./attempts.ts";
import { callAuth } from "./call-auth.ts";
import { forgetSessions } from "./find-session.ts";
import type { SignedIn } from "./person.ts";
import { recordSignIn } from "./sign-in.ts";
import { recordAudit } from "../audit/record-audit.ts";

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
  await attempt.value.succeed();
  forgetSessions();
  if (signedIn === null) {
    await recordSignIn(env, emailOf(answer.body));
  } else if (!signedIn.person.twoFactor) {
    const { id, email } = signedIn.person;
    await recordAudit(env, { actor: email, accountId: null, action: "second_factor.enabled", subject: id });
  }
  return ok({ cookies: answer.cookies });
}

function emailOf(body: unknown): string {
  if (typeof body !== "object" || body === null || !("user" in body)) return "";
  const { user } = body;
  if (typeof user !== "object" || user === null || !("email" in user)) return "";
  return typeof user.email === "string" ? user.email : "";
}
