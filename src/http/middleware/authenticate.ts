import { createMiddleware } from "hono/factory";
import { constantTimeEqual, parseApiKey } from "../../accounts/api-key.ts";
import { fail } from "../../errors.ts";
import { readSessionCookie } from "../../people/session-cookie.ts";
import type { AppContext, AppEnv } from "../app-env.ts";
import { problem } from "../problem.ts";
import { readSignedInOperator } from "../sessions.ts";
import { actAsPerson } from "./act-as-person.ts";

/**
 * Lets through keys that were made here, and says whose they are; without a key people who are signed in. Whether a key is
 * revoked and what it may do only its account's object knows, so every operation of /v1 passes the key on and the object decides.
 */
export const authenticateKey = createMiddleware<AppEnv>(async (c, next) => {
  const key = await parseApiKey(bearerToken(c), c.env.KEY_SECRET);
  if (key === null) return actAsPerson(c, next);
  c.set("key", { ...key, sourceAddress: c.req.raw.headers.get("cf-connecting-ip") });
  return next();
});

export const authenticateOperator = createMiddleware<AppEnv>(async (c, next) => {
  if (isSecret(bearerToken(c), c.env.ADMIN_KEY)) return next();
  if (readSessionCookie(c.req.raw) === null || c.req.raw.headers.has("authorization")) {
    return refuse(c, "The operator's key is missing or wrong.");
  }
  const operator = await readSignedInOperator(c);
  if (!operator.ok) return problem(c, operator.error);
  c.set("signedIn", operator.value);
  return next();
});

export const authenticateConnector = createMiddleware<AppEnv>(async (c, next) => {
  if (!isSecret(bearerToken(c), c.env.CONNECTOR_TOKEN)) return refuse(c, "The connector's token is missing or wrong.");
  return next();
});

/** Empty where there is none. */
export function bearerToken(c: AppContext): string {
  const header = c.req.raw.headers.get("authorization") ?? "";
  return header.slice(0, 7).toLowerCase() === "bearer " ? header.slice(7).trim() : "";
}

/** A secret that was never set lets nobody in. */
export function isSecret(token: string, secret: string): boolean {
  return token !== "" && constantTimeEqual(token, secret);
}

function refuse(c: AppContext, message: string): Response {
  return problem(c, fail("unauthenticated", { message }).error);
}
