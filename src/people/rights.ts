import type { SignedIn } from "./person.ts";
import { type RoleRights, operatorRights, roleTable } from "./roles.ts";

/** What somebody may do in an account, null where nothing: they are not in it. An operator may everything in any. */
export function rightsIn({ person, memberships }: SignedIn, accountId: string): RoleRights | null {
  if (person.operator) return operatorRights;
  const membership = memberships.find((membership) => membership.accountId === accountId);
  return membership === undefined ? null : roleTable[membership.role];
}
