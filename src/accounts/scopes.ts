/** What a key may do, each scope with what it opens. The first key of an account has all of them. */
export const scopeTable = {
  "messages:write": "Send messages, preview, change and cancel them.",
  "messages:read": "See messages and their timelines.",
  "schedules:write": "Make, change and pause recurring schedules.",
  "events:read": "Read the feed of events and its stream.",
  "webhooks:manage": "Configure webhook endpoints, see their deliveries and replay them.",
  "suppressions:manage": "See, add and lift opt-outs.",
  "inbound:read": "See texts from handsets, conversations and the account's numbers.",
  "numbers:manage": "Say how the account's numbers answer texts.",
  "usage:read": "See usage, charges and the balance.",
  "jobs:manage": "Export and import in the background: start, follow and cancel jobs, and download what they made.",
  "account:read": "See the account, its limits and its senders.",
  "retention:manage": "Say how long texts, numbers and messages are kept.",
  "audit:read": "See who changed what in the account.",
  "keys:manage": "Make, list, rotate and revoke keys, none with more scopes than the key that does it.",
  "accounts:manage": "Make and manage sub-accounts and their keys.",
} as const satisfies Record<string, string>;

export type Scope = keyof typeof scopeTable;

export const scopes = Object.keys(scopeTable) as [Scope, ...Scope[]];
