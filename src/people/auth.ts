import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { betterAuth } from "better-auth/minimal";
import { twoFactor } from "better-auth/plugins/two-factor";
import { openDatabase } from "../db/open.ts";
import * as tables from "../db/people-schema.ts";
import { createIdFactory } from "../ids.ts";
import { passwordLength } from "./password.ts";

const ids = createIdFactory(Date.now, (bytes) => crypto.getRandomValues(bytes));

export interface AuthSettings {
  db: D1Database;
  /** Signs cookies and encrypts second factors. */
  secret: string;
  /** Scheme, host and port that the browser sees; cookies are Secure where it is https. */
  origin: string;
}

/**
 * better-auth over our tables. Heavy, so only what signs in loads it: sessions are read without it. There is no sign-up, no mail and
 * no rate limit in memory; `src/people` has invitations and the lock-out in their place.
 */
export function createAuth({ db, secret, origin }: AuthSettings) {
  return betterAuth({
    appName: "Heliograph",
    baseURL: origin,
    basePath: "/auth",
    secret,
    database: drizzleAdapter(openDatabase(db), {
      provider: "sqlite",
      schema: {
        user: tables.people,
        account: tables.peopleCredentials,
        session: tables.peopleSessions,
        verification: tables.peopleVerifications,
        twoFactor: tables.peopleSecondFactors,
      },
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
    },
    user: {
      additionalFields: { locale: { type: "string", input: false }, operator: { type: "boolean", input: false } },
    },
    session: { expiresIn: 7 * 86_400, disableSessionRefresh: true },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    plugins: [twoFactor({ issuer: "Heliograph", accountLockout: { maxFailedAttempts: 10, durationSeconds: 900 } })],
    advanced: {
      cookiePrefix: "heliograph",
      useSecureCookies: origin.startsWith("https:"),
      defaultCookieAttributes: { httpOnly: true, sameSite: "strict", path: "/" },
      ipAddress: { ipAddressHeaders: ["cf-connecting-ip"] },
      database: { generateId: ({ model }) => ids.next(model === "user" ? "person" : "session") },
    },
  });
}
