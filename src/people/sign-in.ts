import { recordAudit } from "../audit/record-audit.ts";
import { findPersonByEmail } from "../db/people/people.ts";
import { sweepSignIns } from "../db/people/sessions.ts";
import { type Result, fail, ok } from "../errors.ts";
import { beginTry } from "./attempts.ts";
import { callAuth } from "./call-auth.ts";

/** Rows that one sign-in clears away. */
const sweepLimit = 100;

export interface SignInInput {
  /** In lower case. */
  email: string;
  password: string;
  rememberMe: boolean;
}

/** How far a sign-in got, with the cookies that say so. */
export interface SignInStep {
  twoFactorRequired: boolean;
  cookies: string[];
}

/** Signs somebody in, or says that a code is needed too. Errors: sign_in_locked, invalid_credentials. */
export async function signIn(
  env: Pick<Env, "DB" | "CREDENTIALS_KEY">,
  request: Request,
  input: SignInInput,
): Promise<Result<SignInStep>> {
  const { email } = input;
  const attempt = await beginTry(env, { email, address: request.headers.get("cf-connecting-ip") });
  if (!attempt.ok) return attempt;
  const answer = await callAuth(env, request, { path: "/sign-in/email", body: input });
  if (!answer.ok) return fail("invalid_credentials");
  await attempt.value.succeed();
  await sweepSignIns(env.DB, Date.now(), sweepLimit);
  const twoFactorRequired = asksForCode(answer.body);
  if (!twoFactorRequired) await recordSignIn(env, email);
  return ok({ twoFactorRequired, cookies: answer.cookies });
}

/** Puts a sign-in that is complete on record. */
export async function recordSignIn(env: Pick<Env, "DB">, email: string): Promise<void> {
  const person = await findPersonByEmail(env.DB, email);
  if (person === null) return;
  await recordAudit(env, { actor: email, accountId: null, action: "person.signed_in", subject: person.id });
}

function asksForCode(body: unknown): boolean {
  return typeof body === "object" && body !== null && "twoFactorRedirect" in body && body.twoFactorRedirect === true;
}
