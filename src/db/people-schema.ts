import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { InvitationKind } from "../people/invitation.ts";
import type { Locale } from "../people/person.ts";
import type { Role } from "../people/roles.ts";

// The first five are better-auth's: their fields have its names, and its times are dates.

/** Somebody who signs in. */
export const people = sqliteTable(
  "people",
  {
    id: text("id").primaryKey(),
    /** In lower case. */
    email: text("email").notNull(),
    name: text("name").notNull(),
    emailVerified: integer("email_verified", { mode: "boolean" }).notNull(),
    image: text("image"),
    locale: text("locale").$type<Locale>().notNull().default("en"),
    /** Staff, who may do everything everywhere. */
    operator: integer("operator", { mode: "boolean" }).notNull().default(false),
    twoFactorEnabled: integer("two_factor_enabled", { mode: "boolean" }).notNull().default(false),
    createdAt: integer("created_at_ms", { mode: "timestamp_ms" }).notNull(),
    updatedAt: integer("updated_at_ms", { mode: "timestamp_ms" }).notNull(),
  },
  (table) => [
    uniqueIndex("people_email").on(table.email),
    index("people_operators")
      .on(table.id)
      .where(sql`operator = 1`),
  ],
);

/** A person's password, as a scrypt hash. */
export const peopleCredentials = sqliteTable(
  "people_credentials",
  {
    id: text("id").primaryKey(),
    userId: text("person_id").notNull(),
    /** better-auth's words: the person again, and "credential". */
    accountId: text("account_id").notNull(),
    providerId: text("provider_id").notNull(),
    accessToken: text("access_token"),
    refreshToken: text("refresh_token"),
    idToken: text("id_token"),
    accessTokenExpiresAt: integer("access_token_expires_at_ms", { mode: "timestamp_ms" }),
    refreshTokenExpiresAt: integer("refresh_token_expires_at_ms", { mode: "timestamp_ms" }),
    scope: text("scope"),
    password: text("password"),
    createdAt: integer("created_at_ms", { mode: "timestamp_ms" }).notNull(),
    updatedAt: integer("updated_at_ms", { mode: "timestamp_ms" }).notNull(),
  },
  (table) => [uniqueIndex("people_credentials_person").on(table.userId, table.providerId)],
);

/** A browser that is signed in. The cookie has the token and a signature that is nowhere stored. */
export const peopleSessions = sqliteTable(
  "people_sessions",
  {
    id: text("id").primaryKey(),
    token: text("token").notNull(),
    userId: text("person_id").notNull(),
    expiresAt: integer("expires_at_ms", { mode: "timestamp_ms" }).notNull(),
    ipAddress: text("address"),
    userAgent: text("user_agent"),
    createdAt: integer("created_at_ms", { mode: "timestamp_ms" }).notNull(),
    updatedAt: integer("updated_at_ms", { mode: "timestamp_ms" }).notNull(),
  },
  (table) => [
    uniqueIndex("people_sessions_token").on(table.token),
    index("people_sessions_person").on(table.userId),
    index("people_sessions_expiry").on(table.expiresAt),
  ],
);

/** Sign-ins that wait for their second factor, and browsers that are trusted without one. */
export const peopleVerifications = sqliteTable(
  "people_verifications",
  {
    id: text("id").primaryKey(),
    identifier: text("identifier").notNull(),
    value: text("value").notNull(),
    expiresAt: integer("expires_at_ms", { mode: "timestamp_ms" }).notNull(),
    createdAt: integer("created_at_ms", { mode: "timestamp_ms" }).notNull(),
    updatedAt: integer("updated_at_ms", { mode: "timestamp_ms" }).notNull(),
  },
  (table) => [
    index("people_verifications_identifier").on(table.identifier),
    index("people_verifications_value").on(table.value),
    index("people_verifications_expiry").on(table.expiresAt),
  ],
);

/** A person's second factor: its secret and backup codes are encrypted. */
export const peopleSecondFactors = sqliteTable(
  "people_second_factors",
  {
    id: text("id").primaryKey(),
    userId: text("person_id").notNull(),
    secret: text("secret").notNull(),
    backupCodes: text("backup_codes").notNull(),
    /** False until the first code was right. */
    verified: integer("verified", { mode: "boolean" }).notNull().default(true),
    failedVerificationCount: integer("failed_verification_count").notNull().default(0),
    lockedUntil: integer("locked_until_ms", { mode: "timestamp_ms" }),
  },
  (table) => [uniqueIndex("people_second_factors_person").on(table.userId)],
);

/** Who may act in which account, and as what. */
export const members = sqliteTable(
  "members",
  {
    accountId: text("account_id").notNull(),
    personId: text("person_id").notNull(),
    role: text("role").$type<Role>().notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.personId] }), index("members_person").on(table.personId)],
);

/** A link by which somebody comes in, once. */
export const invitations = sqliteTable(
  "invitations",
  {
    id: text("id").primaryKey(),
    /** Hex SHA-256 of the token in the link. */
    tokenHash: text("token_hash").notNull(),
    kind: text("kind").$type<InvitationKind>().notNull(),
    /** In lower case; null where whoever has the link says it. */
    email: text("email"),
    /** Of a member. */
    accountId: text("account_id"),
    role: text("role").$type<Role>(),
    /** A person's e-mail, or what the admin key's user calls themselves. */
    invitedBy: text("invited_by").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    expiresAtMs: integer("expires_at_ms").notNull(),
    /** When it was used or revoked; null while it is open. */
    closedAtMs: integer("closed_at_ms"),
    /** The person who used it. */
    usedBy: text("used_by"),
  },
  (table) => [
    uniqueIndex("invitations_token").on(table.tokenHash),
    index("invitations_open")
      .on(table.accountId, table.id)
      .where(sql`closed_at_ms IS NULL`),
  ],
);

/** Tries to sign in that did not succeed since the last that did, by e-mail and by address. */
export const signInAttempts = sqliteTable(
  "sign_in_attempts",
  {
    /** `email:…` or `address:…`; `code:…` where an app's code has signed somebody in. */
    subject: text("subject").primaryKey(),
    failures: integer("failures").notNull(),
    lockedUntilMs: integer("locked_until_ms").notNull(),
    lastAtMs: integer("last_at_ms").notNull(),
  },
  (table) => [index("sign_in_attempts_last").on(table.lastAtMs)],
);
