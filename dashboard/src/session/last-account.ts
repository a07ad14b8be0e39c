import type { Me } from "../api/people.ts";
import { mayOpen } from "./permissions.ts";

const storageKey = "heliograph.account";

export function rememberAccount(accountId: string): void {
  localStorage.setItem(storageKey, accountId);
}

/** Where a person begins: the account they were last in, or else their first; null where they have none. */
export function firstAccountOf(me: Me): string | null {
  const last = localStorage.getItem(storageKey);
  if (last !== null && mayOpen(me, last)) return last;
  return me.accounts[0]?.id ?? null;
}
