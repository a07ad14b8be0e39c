import { fail } from "../../errors.ts";
import { findSessionById } from "../../people/find-session.ts";
import { rightsIn } from "../../people/rights.ts";
import { readSessionCookie } from "../../people/session-cookie.ts";
import type { AppContext } from "../app-env.ts";
import { problem } from "../problem.ts";
import { namesAccountInQuery, readPresence } from "../sessions.ts";
import { endWithSession } from "./end-with-session.ts";
import { asksByNumber, hideNumbers } from "./hide-numbers.ts";

/**
 * Serves a request of /v1 that has no key as the person whose session it has, in the account it names: with the scopes of their role, which
 * the account's object holds against the operation's as it does those of a key.
 */
export async function actAsPerson(c: AppContext, next: () => Promise<void>): Promise<Response | undefined> {
  const request = c.req.raw;
  if (request.headers.has("authorization") || readSessionCookie(request) === null) {
    return problem(c, fail("unauthenticated").error);
  }
  const presence = await readPresence(c);
  if (!presence.ok) return problem(c, presence.error);
  const { signedIn, accountId, rights } = presence.value;
  if (!rights.seesNumbers && asksByNumber(request.url)) {
    const message = "The person's role does not show numbers, so it asks for nothing by one.";
    return problem(c, fail("missing_scope", { message }).error);
  }
  c.set("signedIn", signedIn);
  c.set("key", {
    accountId,
    hash: "",
    sourceAddress: request.headers.get("cf-connecting-ip"),
    person: { email: signedIn.person.email, scopes: rights.scopes },
  });
  if (namesAccountInQuery(c)) c.req.raw = withoutAccount(request);
  await next();
  // What a browser keeps would be there for whoever signs in next.
  if (!c.res.headers.has("cache-control")) c.res.headers.set("cache-control", "no-store");
  if (!rights.seesNumbers) c.res = await hideNumbers(c, c.res);
  c.res = endWithSession(c.res, async () => {
    const still = await findSessionById(c.env, signedIn.sessionId);
    return still !== null && rightsIn(still, accountId) !== null;
  });
  return undefined;
}

/** The request as operations know it: they are strict with their queries. */
function withoutAccount(request: Request): Request {
  const url = new URL(request.url);
  url.searchParams.delete("account");
  return new Request(url, request);
}
