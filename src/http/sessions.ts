import { type Result, fail, ok } from "../errors.ts";
import { isId } from "../ids.ts";
import { findSession } from "../people/find-session.ts";
import type { SignedIn } from "../people/person.ts";
import { rightsIn } from "../people/rights.ts";
import type { RoleRights } from "../people/roles.ts";
import type { AppContext } from "./app-env.ts";
import { isCrossSite } from "./cross-site.ts";

const accountHeader = "x-heliograph-account";

/** Who is signed in. Errors: unauthenticated, cross_site_request. */
export async function readSession(c: AppContext): Promise<Result<SignedIn>> {
  const signedIn = await findSession(c.env, c.req.raw);
  if (signedIn === null) return fail("unauthenticated", { message: "Sign in first." });
  return isCrossSite(c.req.raw) ? fail("cross_site_request") : ok(signedIn);
}

/** A person in one account. */
export interface Presence {
  signedIn: SignedIn;
  accountId: string;
  rights: RoleRights;
}

/**
 * Who is signed in, and what they are in the account that the request names: in X-Heliograph-Account, or, what cannot set headers, as
 * `?account=` of a GET. Errors: those of readSession, not_a_member.
 */
export async function readPresence(c: AppContext): Promise<Result<Presence>> {
  const session = await readSession(c);
  if (!session.ok) return session;
  const accountId = c.req.raw.headers.get(accountHeader) ?? accountOfQuery(c);
  if (accountId === undefined) {
    return fail("not_a_member", { message: "Name the account in the header X-Heliograph-Account." });
  }
  const rights = isId("account", accountId) ? rightsIn(session.value, accountId) : null;
  return rights === null ? fail("not_a_member") : ok({ signedIn: session.value, accountId, rights });
}

/** The same for what only owners and operators may. Errors: those of readPresence, role_not_permitted. */
export async function readPeopleManager(c: AppContext): Promise<Result<Presence>> {
  const presence = await readPresence(c);
  if (!presence.ok) return presence;
  return presence.value.rights.managesPeople ? presence : fail("role_not_permitted");
}

/** An operator who is signed in. Errors: those of readSession, role_not_permitted. */
export async function readSignedInOperator(c: AppContext): Promise<Result<SignedIn>> {
  const session = await readSession(c);
  if (!session.ok) return session;
  return session.value.person.operator ? session : fail("role_not_permitted");
}

/** Whether the account is named in the query, where operations must not find it. */
export function namesAccountInQuery(c: AppContext): boolean {
  return !c.req.raw.headers.has(accountHeader) && accountOfQuery(c) !== undefined;
}

function accountOfQuery(c: AppContext): string | undefined {
  return c.req.method === "GET" ? c.req.query("account") : undefined;
}
