import type { Role } from "./roles.ts";

export const locales = ["en", "es"] as const;
export type Locale = (typeof locales)[number];

/** Somebody who signs in. */
export interface Person {
  id: string;
  /** In lower case. */
  email: string;
  name: string;
  locale: Locale;
  /** Staff, who may do everything everywhere. */
  operator: boolean;
  /** Whether a code is asked for beside the password. */
  twoFactor: boolean;
}

export interface Membership {
  accountId: string;
  role: Role;
}

/** A person whose session is in force. */
export interface SignedIn {
  person: Person;
  sessionId: string;
  memberships: readonly Membership[];
}
