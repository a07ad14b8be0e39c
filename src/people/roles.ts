import type { Scope } from "../accounts/scopes.ts";
import { scopes as allScopes } from "../accounts/scopes.ts";

/** What a person may be in an account. */
export const roles = ["owner", "developer", "agent", "viewer"] as const;

export type Role = (typeof roles)[number];

export interface RoleRights {
  /** What they may do there; the same scopes that keys have. */
  scopes: readonly Scope[];
  /** Whether they see handsets' numbers whole, and texts at all. */
  seesNumbers: boolean;
  /** Whether they invite and remove others. */
  managesPeople: boolean;
}

/** What each role opens. */
export const roleTable: Readonly<Record<Role, RoleRights>> = {
  // Whose account it is: all of it, money, people and sub-accounts included.
  owner: { scopes: allScopes, seesNumbers: true, managesPeople: true },
  // Who builds on the API: everything a program needs, and its keys; neither people, sub-accounts nor what is deleted when.
  developer: {
    scopes: [
      "messages:write",
      "messages:read",
      "schedules:write",
      "events:read",
      "webhooks:manage",
      "suppressions:manage",
      "inbound:read",
      "numbers:manage",
      "usage:read",
      "jobs:manage",
      "account:read",
      "audit:read",
      "keys:manage",
    ],
    seesNumbers: true,
    managesPeople: false,
  },
  // Who talks to handsets: sends, schedules, answers, and honours opt-outs; sees no money.
  agent: {
    scopes: [
      "messages:write",
      "messages:read",
      "schedules:write",
      "suppressions:manage",
      "inbound:read",
      "account:read",
    ],
    seesNumbers: true,
    managesPeople: false,
  },
  // Who looks at figures. Events and the audit log have numbers in them that nothing hides, so they are not a viewer's.
  viewer: {
    scopes: ["messages:read", "inbound:read", "usage:read", "account:read"],
    seesNumbers: false,
    managesPeople: false,
  },
};

/** What staff may do, in any account. */
export const operatorRights: RoleRights = roleTable.owner;
