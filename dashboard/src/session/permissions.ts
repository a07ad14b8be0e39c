import { operatorRights, type RoleRights, roleTable } from "#roles";
import type { Me } from "../api/people.ts";

export type AccountScope = RoleRights["scopes"][number];

/** What the person may do in the account; null where they may not look at it. The edge decides, this only leaves out what it would refuse. */
function rightsIn(me: Me, accountId: string): RoleRights | null {
  if (me.operator) return operatorRights;
  const membership = me.accounts.find(({ id }) => id === accountId);
  return membership === undefined ? null : roleTable[membership.role];
}

export function mayOpen(me: Me, accountId: string): boolean {
  return rightsIn(me, accountId) !== null;
}

export function mayDo(me: Me, accountId: string, scope: AccountScope): boolean {
  return rightsIn(me, accountId)?.scopes.includes(scope) ?? false;
}

export function mayManagePeople(me: Me, accountId: string): boolean {
  return rightsIn(me, accountId)?.managesPeople ?? false;
}

export function seesNumbers(me: Me, accountId: string): boolean {
  return rightsIn(me, accountId)?.seesNumbers ?? false;
}
