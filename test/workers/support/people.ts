import { env } from "cloudflare:workers";
import { z } from "@hono/zod-openapi";
import type { Role } from "../../../src/people/roles.ts";
import { peopleSecret } from "../../../src/people/secret.ts";
import { type Answer, type CallOptions, call } from "../http/support/api.ts";
import { ids } from "./scene.ts";

// What the Worker has in its bundle the test runner fetches when it is first asked for, on behalf of that one request; so it is here already.
await Promise.all([import("../../../src/people/auth.ts"), import("better-auth/crypto")]);

/** Where the tests' browser is. */
export const origin = "https://edge.test";
export const cookieName = "__Secure-heliograph.session_token";

/** Somebody who is signed in. */
export interface TestPerson {
  id: string;
  email: string;
  /** The Cookie header. */
  cookie: string;
  sessionId: string;
  /** As their browser would, in the account where there is one. */
  call: (method: string, path: string, options?: CallOptions) => Promise<Answer>;
}

/** Somebody who has signed in already: an operator, or with a role in an account. No password is made, which takes its time. */
export async function signInAs(role: Role | "operator", accountId?: string): Promise<TestPerson> {
  const id = ids.next("person");
  const sessionId = ids.next("session");
  const email = `${role}-${id.slice(-12).toLowerCase()}@example.com`;
  const token = crypto.randomUUID();
  const nowMs = Date.now();
  const isOperator = role === "operator";
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO people (id, email, name, email_verified, locale, operator, created_at_ms, updated_at_ms)
       VALUES (?, ?, 'Somebody', 0, 'en', ?, ?, ?)`,
    ).bind(id, email, isOperator ? 1 : 0, nowMs, nowMs),
    env.DB.prepare(
      `INSERT INTO people_sessions (id, token, person_id, expires_at_ms, created_at_ms, updated_at_ms) VALUES (?, ?, ?, ?, ?, ?)`,
    ).bind(sessionId, token, id, nowMs + 3_600_000, nowMs, nowMs),
  ]);
  if (!isOperator && accountId !== undefined) {
    await env.DB.prepare("INSERT INTO members (account_id, person_id, role, created_at_ms) VALUES (?, ?, ?, ?)")
      .bind(accountId, id, role, nowMs)
      .run();
  }
  const cookie = await cookieOf(token);
  return { id, email, cookie, sessionId, call: browser(cookie, accountId) };
}

/** A browser with a cookie, on our own page. */
export function browser(cookie: string | undefined, accountId?: string): TestPerson["call"] {
  return (method, path, options = {}) =>
    call(method, path, {
      ...options,
      headers: {
        ...(method !== "GET" && { origin }),
        ...(cookie !== undefined && { cookie }),
        ...(accountId !== undefined && { "x-heliograph-account": accountId }),
        ...options.headers,
      },
    });
}

async function cookieOf(token: string): Promise<string> {
  const encoder = new TextEncoder();
  const usage = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(await peopleSecret(env)), usage, false, ["sign"]);
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(token)));
  return `${cookieName}=${encodeURIComponent(`${token}.${btoa(String.fromCharCode(...mac))}`)}`;
}

/** The Cookie header a browser has after an answer; undefined where none is left. */
export function cookiesAfter(answer: Answer, before = ""): string | undefined {
  const jar = new Map(before.split("; ").flatMap((pair) => (pair === "" ? [] : [splitAt(pair)])));
  for (const cookie of answer.headers.getSetCookie()) {
    const [pair = "", ...attributes] = cookie.split("; ");
    const [name, value] = splitAt(pair);
    if (attributes.includes("Max-Age=0")) jar.delete(name);
    else jar.set(name, value);
  }
  return jar.size === 0 ? undefined : Array.from(jar, ([name, value]) => `${name}=${value}`).join("; ");
}

function splitAt(pair: string): [string, string] {
  const equals = pair.indexOf("=");
  return [pair.slice(0, equals), pair.slice(equals + 1)];
}

const madeSchema = z.looseObject({ id: z.string(), link: z.string() });

/** The token of a link that was made. */
export function tokenOf(made: Answer): string {
  const { link } = madeSchema.parse(made.body);
  return link.slice(link.lastIndexOf("/") + 1);
}

const accountSchema = z.looseObject({ id: z.string(), apiKey: z.looseObject({ key: z.string() }) });

/** An account as operators make it, so that it is listed. */
export async function openAccount(name = "Elibom"): Promise<{ id: string; key: string }> {
  const made = await call("POST", "/admin/v1/accounts", { key: env.ADMIN_KEY, body: { name } });
  const { id, apiKey } = accountSchema.parse(made.body);
  return { id, key: apiKey.key };
}

/** Somebody who came in by a link of their own, with a password, and has signed in with it. */
export async function comeIn(
  password = "correct horse battery",
): Promise<{ email: string; password: string; accountId: string; cookie: string }> {
  const { id: accountId } = await openAccount();
  const email = `maria-${ids.next("person").slice(-12).toLowerCase()}@example.com`;
  const made = await call("POST", "/admin/v1/invitations", {
    key: env.ADMIN_KEY,
    body: { email, accountId, role: "owner" },
  });
  const accepted = await browser(undefined)("POST", `/people/v1/invitations/${tokenOf(made)}`, {
    body: { name: "María", password },
  });
  const cookie = cookiesAfter(accepted);
  if (cookie === undefined) throw new Error(`not signed in: ${JSON.stringify(accepted.body)}`);
  return { email, password, accountId, cookie };
}
