import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { type Result, fail, ok } from "../errors.ts";
import { beginTry } from "./attempts.ts";
import { type AuthAnswer, type AuthRequest, callAuth } from "./call-auth.ts";
import { forgetSessions } from "./find-session.ts";
import type { SignedIn } from "./person.ts";

type PeopleEnv = Pick<Env, "DB" | "CREDENTIALS_KEY">;

const startedSchema = z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) });
const codesSchema = z.object({ backupCodes: z.array(z.string()) });

/** Begins to set up a second factor; the first right code turns it on. Errors: those of askWithPassword, second_factor_state. */
export async function enableSecondFactor(
  env: PeopleEnv,
  request: Request,
  signedIn: SignedIn,
  password: string,
): Promise<Result<{ totpUri: string; backupCodes: string[] }>> {
  if (signedIn.person.twoFactor) return fail("second_factor_state");
  const asked = { path: "/two-factor/enable", body: { password } };
  const answer = await askWithPassword(env, request, signedIn, asked);
  if (!answer.ok) return answer;
  const { totpURI, backupCodes } = startedSchema.parse(answer.value.body);
  return ok({ totpUri: totpURI, backupCodes });
}

/** New backup codes; the old ones are void. Errors: those of askWithPassword, second_factor_state. */
export async function renewBackupCodes(
  env: PeopleEnv,
  request: Request,
  signedIn: SignedIn,
  password: string,
): Promise<Result<{ backupCodes: string[] }>> {
  if (!signedIn.person.twoFactor) return fail("second_factor_state");
  const asked = { path: "/two-factor/generate-backup-codes", body: { password } };
  const answer = await askWithPassword(env, request, signedIn, asked);
  if (!answer.ok) return answer;
  await record(env, signedIn, "backup_codes.renewed");
  return ok(codesSchema.parse(answer.value.body));
}

/** Takes the second factor off. The cookies to be set. Errors: those of askWithPassword, second_factor_state. */
export async function disableSecondFactor(
  env: PeopleEnv,
  request: Request,
  signedIn: SignedIn,
  password: string,
): Promise<Result<{ cookies: string[] }>> {
  if (!signedIn.person.twoFactor) return fail("second_factor_state");
  const answer = await askWithPassword(env, request, signedIn, { path: "/two-factor/disable", body: { password } });
  if (!answer.ok) return answer;
  forgetSessions();
  await record(env, signedIn, "second_factor.disabled");
  return ok({ cookies: answer.value.cookies });
}

/** A new password, which ends the person's other sessions. The cookies to be set. Errors: those of askWithPassword. */
export async function changePassword(
  env: PeopleEnv,
  request: Request,
  signedIn: SignedIn,
  passwords: { currentPassword: string; newPassword: string },
): Promise<Result<{ cookies: string[] }>> {
  const asked = { path: "/change-password", body: { ...passwords, revokeOtherSessions: true } };
  const answer = await askWithPassword(env, request, signedIn, asked);
  if (!answer.ok) return answer;
  forgetSessions();
  await record(env, signedIn, "password.changed");
  return ok({ cookies: answer.value.cookies });
}

/** What wants the password once more, so that a browser left open is not enough. Errors: sign_in_locked, invalid_credentials. */
async function askWithPassword(
  env: PeopleEnv,
  request: Request,
  { person }: SignedIn,
  asked: AuthRequest,
): Promise<Result<AuthAnswer>> {
  const attempt = await beginTry(env, { email: person.email, address: request.headers.get("cf-connecting-ip") });
  if (!attempt.ok) return attempt;
  const answer = await callAuth(env, request, asked);
  if (!answer.ok && answer.code !== "INVALID_PASSWORD") {
    throw new Error(`better-auth refused ${asked.path}: ${answer.code}`);
  }
  if (!answer.ok) return fail("invalid_credentials");
  await attempt.value.succeed();
  return ok(answer);
}

function record(env: PeopleEnv, { person }: SignedIn, action: `${string}.${string}`): Promise<void> {
  return recordAudit(env, { actor: person.email, accountId: null, action, subject: person.id });
}
