import { parseApiKey } from "../../../accounts/api-key.ts";
import { type Result, fail, ok } from "../../../errors.ts";
import { mayWatch } from "../../../live/recheck.ts";
import { systemTopic } from "../../../live/topics.ts";
import type { Watch } from "../../../live/watch-headers.ts";
import type { AppContext } from "../../app-env.ts";
import { bearerToken, isSecret } from "../../middleware/authenticate.ts";
import { readSession } from "../../sessions.ts";

/**
 * Who wants to watch, and what: by the operator's key or an API key, as `Authorization` has it, or else by their session. Errors:
 * unauthenticated, cross_site_request, missing_scope, network_not_allowed, not_found.
 */
export function requireViewer(c: AppContext, accountId: string | undefined): Promise<Result<Watch>> {
  return c.req.raw.headers.has("authorization") ? viewerByKey(c, accountId) : viewerBySession(c, accountId);
}

async function viewerByKey(c: AppContext, accountId: string | undefined): Promise<Result<Watch>> {
  const token = bearerToken(c);
  if (isSecret(token, c.env.ADMIN_KEY)) {
    return ok({ topic: accountId ?? systemTopic, viewer: { kind: "operator" } });
  }
  const key = await parseApiKey(token, c.env.KEY_SECRET);
  if (key === null) return fail("unauthenticated");
  const presented = { ...key, sourceAddress: c.req.raw.headers.get("cf-connecting-ip") };
  const authorized = await c.env.ACCOUNT.getByName(key.accountId).authorize(presented, "messages:read");
  if (!authorized.ok) return authorized;
  if (accountId !== undefined && accountId !== key.accountId) return fail("not_found");
  return ok({ topic: key.accountId, viewer: { kind: "key", key: presented } });
}

async function viewerBySession(c: AppContext, accountId: string | undefined): Promise<Result<Watch>> {
  const signedIn = await readSession(c);
  if (!signedIn.ok) return signedIn;
  const { sessionId, person } = signedIn.value;
  const topic = accountId ?? systemTopic;
  // What is not theirs is not there.
  if (!mayWatch(signedIn.value, topic)) return fail("not_found");
  return ok({ topic, viewer: { kind: "session", sessionId, personId: person.id } });
}
