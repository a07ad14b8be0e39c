import { recordAudit } from "../audit/record-audit.ts";
import { type NewPerson, acceptInvitation as acceptRow } from "../db/people/invitations.ts";
import { findPersonByEmail } from "../db/people/people.ts";
import { type Result, fail, failField, ok } from "../errors.ts";
import { createIdFactory } from "../ids.ts";
import { beginTry, forgive } from "./attempts.ts";
import { checkPassword, hashPassword } from "./check-password.ts";
import { findInvitation } from "./find-invitation.ts";
import { forgetSessions } from "./find-session.ts";
import type { Invitation } from "./invitation.ts";
import { passwordLength } from "./password.ts";
import type { Locale, Person, SignedIn } from "./person.ts";
import { type SignInStep, signIn } from "./sign-in.ts";

const ids = createIdFactory(Date.now, (bytes) => crypto.getRandomValues(bytes));

export interface AcceptInput {
  /** In lower case; asked for where the invitation names none. */
  email?: string | undefined;
  name?: string | undefined;
  password?: string | undefined;
  locale?: Locale | undefined;
}

type PeopleEnv = Pick<Env, "DB" | "CREDENTIALS_KEY">;

/**
 * Comes in by a link, and signs in. Whoever has been here before proves it, with the session they have or with their password; to whoever has
 * not, the password is new. Nothing but trying tells the two apart. Errors: not_found, invitation_closed, invalid_request,
 * invalid_credentials, sign_in_locked, already_member.
 */
export async function acceptInvitation(
  env: PeopleEnv,
  request: Request,
  { token, signedIn }: { token: string; signedIn: SignedIn | null },
  input: AcceptInput,
): Promise<Result<SignInStep>> {
  const found = await findInvitation(env, token);
  if (!found.ok) return found;
  const invitation = found.value;
  const email = invitation.email ?? input.email;
  if (email === undefined) return failField("email", "invalid_request", "This field is required.");
  if (invitation.kind !== "reset" && signedIn?.person.email === email) {
    const done = await close(env, invitation, signedIn.person, null, null);
    return done.ok ? ok({ twoFactorRequired: false, cookies: [] }) : done;
  }
  const { password } = input;
  if (password === undefined) return failField("password", "invalid_request", "This field is required.");
  const person = await findPersonByEmail(env.DB, email);
  const done = await comeIn(env, request, { invitation, email, person, password }, input);
  return done.ok ? signIn(env, request, { email, password, rememberMe: true }) : done;
}

interface Coming {
  invitation: Invitation;
  email: string;
  /** Null where they are new. */
  person: Person | null;
  password: string;
}

async function comeIn(
  env: PeopleEnv,
  request: Request,
  { invitation, email, person, password }: Coming,
  { name, locale = "en" }: AcceptInput,
): Promise<Result<void>> {
  if (invitation.kind === "reset") {
    if (person === null) return fail("invitation_closed");
    if (password.length < passwordLength.min) return tooShort();
    return close(env, invitation, person, null, await hashPassword(password));
  }
  if (person !== null) {
    const attempt = await beginTry(env, { email, address: request.headers.get("cf-connecting-ip") });
    if (!attempt.ok) return attempt;
    if (!(await checkPassword(env, person.id, password))) return fail("invalid_credentials");
    await attempt.value.succeed();
    return close(env, invitation, person, null, null);
  }
  if (name === undefined) return failField("name", "invalid_request", "This field is required.");
  if (password.length < passwordLength.min) return tooShort();
  const id = ids.next("person");
  const passwordHash = await hashPassword(password);
  const newPerson = { id, credentialId: ids.next("session"), email, name, locale, passwordHash };
  return close(env, invitation, { id, email }, newPerson, null);
}

async function close(
  env: PeopleEnv,
  invitation: Invitation,
  { id, email }: Pick<Person, "id" | "email">,
  newPerson: NewPerson | null,
  newPasswordHash: string | null,
): Promise<Result<void>> {
  const acceptance = { invitation, personId: id, newPerson, newPasswordHash, nowMs: Date.now() };
  if (!(await acceptRow(env.DB, acceptance))) return fail("invitation_closed");
  forgetSessions();
  if (invitation.kind === "reset") await forgive(env, email);
  const { accountId, kind, role } = invitation;
  await recordAudit(env, {
    actor: email,
    accountId,
    action: "invitation.accepted",
    subject: invitation.id,
    after: { kind, role, person: id },
  });
  return ok(undefined);
}

function tooShort(): ReturnType<typeof failField> {
  return failField("password", "invalid_request", `This must have at least ${passwordLength.min} characters.`);
}
