import { roleTable } from "#roles";
import type { Schema } from "../../api/client.ts";

export type KeyScope = Schema<"Key">["scopes"][number];

/** Every scope there is: those of an owner. */
export const allScopes: readonly KeyScope[] = roleTable.owner.scopes;

/** Those that a person may hand on. */
export function scopesFor(can: (scope: KeyScope) => boolean): readonly KeyScope[] {
  return allScopes.filter((scope) => can(scope));
}
