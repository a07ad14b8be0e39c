import type { QueryClient } from "@tanstack/react-query";
import { unwrap } from "../../../api/api-error.ts";
import { clientOf, type Schema } from "../../../api/client.ts";
import { invalidate } from "../../../api/queries.ts";

export type Account = Schema<"Account">;
export type AccountChanges = Schema<"AccountChanges">;

export function changeAccount(id: string, body: AccountChanges): Promise<unknown> {
  return unwrap(clientOf(null).PATCH("/admin/v1/accounts/{id}", { params: { path: { id } }, body }));
}

export function invalidateAccount(queries: QueryClient): Promise<void> {
  return invalidate(queries, null, "/admin/v1/accounts", "/admin/v1/accounts/{id}", "/admin/v1/accounts/{id}/senders");
}

export function invalidateMoney(queries: QueryClient): Promise<void> {
  return invalidate(queries, null, "/admin/v1/accounts/{id}/money", "/admin/v1/accounts/{id}/ledger");
}
