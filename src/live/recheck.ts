import { findSessionById } from "../people/find-session.ts";
import type { SignedIn } from "../people/person.ts";
import { rightsIn } from "../people/rights.ts";
import { accountOfTopic } from "./topics.ts";
import type { Viewer, ViewerState } from "./viewer.ts";

/** Whether somebody may still watch what they watch. */
export async function recheckViewer(
  env: Pick<Env, "ACCOUNT" | "DB">,
  viewer: Viewer,
  topic: string,
): Promise<ViewerState> {
  switch (viewer.kind) {
    case "operator":
      return "allowed";
    case "key": {
      const accountId = accountOfTopic(topic);
      if (accountId !== viewer.key.accountId) return "not_allowed";
      const authorized = await env.ACCOUNT.getByName(accountId).authorize(viewer.key, "messages:read");
      if (authorized.ok) return "allowed";
      return authorized.error.code === "unauthenticated" ? "signed_out" : "not_allowed";
    }
    case "session": {
      const signedIn = await findSessionById(env, viewer.sessionId);
      return signedIn === null ? "signed_out" : mayWatch(signedIn, topic) ? "allowed" : "not_allowed";
    }
  }
}

/** Whether somebody may be told of money: balances want a right of their own (`usage:read`). */
export async function seesMoney(env: Pick<Env, "ACCOUNT" | "DB">, viewer: Viewer, topic: string): Promise<boolean> {
  const accountId = accountOfTopic(topic);
  // The system's frames have none.
  if (accountId === null) return false;
  switch (viewer.kind) {
    case "operator":
      return true;
    case "key":
      return (await env.ACCOUNT.getByName(accountId).authorize(viewer.key, "usage:read")).ok;
    case "session": {
      const signedIn = await findSessionById(env, viewer.sessionId);
      return signedIn !== null && (rightsIn(signedIn, accountId)?.scopes.includes("usage:read") ?? false);
    }
  }
}

/** Whether a person may watch: the system as an operator, an account as somebody who may see its messages. */
export function mayWatch(signedIn: SignedIn, topic: string): boolean {
  const accountId = accountOfTopic(topic);
  if (accountId === null) return signedIn.person.operator;
  return rightsIn(signedIn, accountId)?.scopes.includes("messages:read") ?? false;
}
