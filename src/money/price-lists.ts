import type { ConfigSubject, ConfigVersionRow, ConfigVersionSummary } from "../db/config-versions.ts";
import { type PriceList, priceListSchema } from "./price-list.ts";

export function pricesSubject(priceListId: string): ConfigSubject {
  return { kind: "prices", subjectId: priceListId };
}

/** When a version of a price list was made, by whom and why. Times are epoch ms. */
export interface PriceListSummary extends Omit<ConfigVersionSummary, "kind" | "subjectId" | "activeFromMs"> {
  id: string;
}

export interface PriceListVersion extends PriceListSummary {
  list: PriceList;
}

export function toPriceListVersion(row: ConfigVersionRow): PriceListVersion {
  return { ...toPriceListSummary(row), list: priceListSchema.parse(JSON.parse(row.body)) };
}

export function toPriceListSummary(row: ConfigVersionSummary): PriceListSummary {
  const { subjectId, version, createdAtMs, author, note } = row;
  return { id: subjectId, version, createdAtMs, author, note };
}
