import { z } from "zod";

/** When a text is paid for: as soon as it is accepted, when a carrier took it, or when it was delivered. */
export const chargeRules = ["accepted", "submitted", "delivered"] as const;
export type ChargeRule = (typeof chargeRules)[number];

/** Dearest price of a segment, in millionths: a thousand units of the currency. It keeps sums exact in a double. */
const dearestMicros = 1_000_000_000;

const priceMicros = z.number().int().min(0).max(dearestMicros);

/** The price of a segment to one destination: leading digits, a country or an operator. */
export const priceRowSchema = z.union(
  [
    z.strictObject({
      /** Leading digits of the recipient, from the calling code on, without `+`. */
      prefix: z.string().regex(/^[1-9]\d{0,14}$/, "must be 1 to 15 digits, from the calling code on"),
      priceMicros,
    }),
    z.strictObject({
      /** ISO 3166-1 alpha-2. */
      country: z.string().regex(/^[A-Z]{2}$/, "must be a country such as DE"),
      priceMicros,
    }),
    z.strictObject({
      /** MCC and MNC. */
      operator: z.string().regex(/^\d{3}-\d{2,3}$/, "must be an MCC and an MNC such as 262-01"),
      priceMicros,
    }),
  ],
  "must have a priceMicros and one of prefix, country and operator",
);
export type PriceRow = z.infer<typeof priceRowSchema>;

/** What segments cost; a list of the most rows fits into one row of a database, which has room for 2 MB. All prices are in millionths of one unit of the currency. */
export const priceListSchema = z.strictObject({
  /** ISO 4217. */
  currency: z.string().regex(/^[A-Z]{3}$/, "must be a currency such as EUR"),
  chargeOn: z.enum(chargeRules).default("submitted"),
  /** The price where no row fits; null refuses such a text. */
  defaultPriceMicros: priceMicros.nullable().default(null),
  rows: z.array(priceRowSchema).max(20_000).default([]),
});
export type PriceList = z.infer<typeof priceListSchema>;
