import type { Schema } from "../../../api/client.ts";
import { amountText, microsOf } from "../accounts/money-values.ts";
import { readCsv, writeCsv } from "../shared/read-csv.ts";

export type PriceRow = NonNullable<Schema<"NewPriceList">["rows"]>[number];
type StoredRow = Schema<"PriceList">["rows"][number];

const places = ["prefix", "country", "operator"] as const;
type Place = (typeof places)[number];

export type ReadRows =
  | { ok: true; rows: PriceRow[] }
  | { ok: false; line: number; reason: "columns" | "place" | "price" };

/** Prices of CSV with the columns `destination,price`, or of `prefix`, `country`, `operator` and `price`. A destination says by itself what it is. */
export function readPrices(text: string): ReadRows {
  const { header, rows } = readCsv(text);
  const names = header.map((name) => name.toLowerCase());
  const priceAt = names.indexOf("price");
  const destinationAt = names.indexOf("destination");
  if (priceAt < 0 || (destinationAt < 0 && !places.some((place) => names.includes(place)))) {
    return { ok: false, line: 1, reason: "columns" };
  }
  const read: PriceRow[] = [];
  for (const { line, cells } of rows) {
    const priceMicros = microsOf(cells[priceAt] ?? "");
    // A decimal comma without quotes would make two cells of a price, and the price another one.
    if (priceMicros === null || priceMicros < 0 || cells.length > names.length)
      return { ok: false, line, reason: "price" };
    const place = destinationAt >= 0 ? placeOf(cells[destinationAt] ?? "") : namedPlace(names, cells);
    if (place === null) return { ok: false, line, reason: "place" };
    read.push({ ...place, priceMicros } as PriceRow);
  }
  return { ok: true, rows: read };
}

export function writePrices(rows: readonly StoredRow[]): string {
  return writeCsv([
    ["destination", "price"],
    ...rows.map((row) => [row.prefix ?? row.country ?? row.operator ?? "", amountText(row.priceMicros)]),
  ]);
}

/** 57300 is a prefix, CO a country, 732-101 an operator; null for what is none of them. */
function placeOf(destination: string): { [Key in Place]?: string } | null {
  if (/^\+?[1-9]\d{0,14}$/.test(destination)) return { prefix: destination.replace("+", "") };
  if (/^[a-z]{2}$/i.test(destination)) return { country: destination.toUpperCase() };
  return /^\d{3}-\d{2,3}$/.test(destination) ? { operator: destination } : null;
}

function namedPlace(names: readonly string[], cells: readonly string[]): { [Key in Place]?: string } | null {
  const given = places.filter((place) => (cells[names.indexOf(place)] ?? "") !== "");
  const [place] = given;
  if (place === undefined || given.length > 1) return null;
  return placeOf(cells[names.indexOf(place)] ?? "");
}
