import type { QueryClient } from "@tanstack/react-query";
import { unwrap } from "../../../api/api-error.ts";
import { clientOf, type Schema } from "../../../api/client.ts";
import { invalidate } from "../../../api/queries.ts";
import { onlyFor } from "../shared/use-review.ts";

export type NewPriceList = Schema<"NewPriceList">;
export type PricesTrial = Schema<"PricesTrial">;

export async function tryPrices(id: string, body: NewPriceList, version: number): Promise<PricesTrial> {
  const params = { path: { id }, query: { dryRun: "true" as const }, header: onlyFor(version) };
  const trial = await unwrap(clientOf(null).PUT("/admin/v1/prices/{id}", { params, body }));
  if ("dryRun" in trial) return trial;
  throw new Error("A dry run was answered with something else");
}

export function savePrices(
  id: string,
  body: NewPriceList,
  note: string | undefined,
  version: number,
): Promise<unknown> {
  const params = { path: { id }, header: onlyFor(version) };
  return unwrap(
    clientOf(null).PUT("/admin/v1/prices/{id}", { params, body: note === undefined ? body : { ...body, note } }),
  );
}

export function invalidatePrices(queries: QueryClient): Promise<void> {
  return invalidate(queries, null, "/admin/v1/prices", "/admin/v1/prices/{id}", "/admin/v1/prices/{id}/versions");
}

/** A stored list as it is sent again. */
export function editableOf({ currency, chargeOn, defaultPriceMicros, rows }: Schema<"PriceList">): NewPriceList {
  return { currency, chargeOn, defaultPriceMicros, rows: rows as NonNullable<NewPriceList["rows"]> };
}
