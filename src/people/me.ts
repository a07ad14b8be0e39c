import { recordAudit } from "../audit/record-audit.ts";
import { findAccountsOf } from "../db/people/members.ts";
import { updatePerson } from "../db/people/people.ts";
import { forgetSessions } from "./find-session.ts";
import type { Locale, Person, SignedIn } from "./person.ts";
import type { Role } from "./roles.ts";

/** A person, and the accounts they are in by name. */
export interface Me extends Person {
  accounts: { id: string; name: string; role: Role }[];
}

export async function getMe(env: Pick<Env, "DB">, { person }: Pick<SignedIn, "person">): Promise<Me> {
  return { ...person, accounts: await findAccountsOf(env.DB, person.id) };
}

/** Changes what a person is called, and the language they read; what is left out stays. */
export async function changeMe(
  env: Pick<Env, "DB">,
  { person }: SignedIn,
  changes: { name?: string | undefined; locale?: Locale | undefined },
): Promise<Me> {
  const { name = person.name, locale = person.locale } = changes;
  await updatePerson(env.DB, person.id, { name, locale });
  forgetSessions();
  await recordAudit(env, {
    actor: person.email,
    accountId: null,
    action: "person.updated",
    subject: person.id,
    before: { name: person.name, locale: person.locale },
    after: { name, locale },
  });
  return getMe(env, { person: { ...person, name, locale } });
}
