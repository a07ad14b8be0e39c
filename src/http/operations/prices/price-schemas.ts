import { z } from "@hono/zod-openapi";
import { chargeRules, priceListSchema } from "../../../money/price-list.ts";
import type { PriceListSummary, PriceListVersion } from "../../../money/price-lists.ts";
import { currencySchema, priceListIdSchema } from "../money/money-schemas.ts";
import { noteSchema, presentVersion, versionNumberSchema, versionShape } from "../versions/version-schemas.ts";

/** Bytes a list may have: 20,000 rows, with room for blanks. */
export const priceListLimit = 2 * 1024 * 1024;

export const priceListParameters = z.object({ id: priceListIdSchema });
export const priceListVersionParameters = z.object({ id: priceListIdSchema, version: versionNumberSchema });

export const priceListInputSchema = z
  .strictObject({ ...priceListSchema.shape, note: noteSchema.optional() })
  .openapi("NewPriceList", {
    example: {
      currency: "EUR",
      chargeOn: "submitted",
      defaultPriceMicros: null,
      rows: [
        { country: "CO", priceMicros: 12_000 },
        { prefix: "57300", priceMicros: 11_000 },
        { operator: "732-101", priceMicros: 10_500 },
      ],
    },
  });

const summaryShape = { id: priceListIdSchema, ...versionShape };

export const priceListSummarySchema = z.object(summaryShape).openapi("PriceListVersion");

const priceRowSchema = z.object({
  prefix: z.string().optional().openapi({ description: "Leading digits from the calling code on.", example: "57300" }),
  country: z.string().optional().openapi({ example: "CO" }),
  operator: z.string().optional().openapi({ description: "MCC and MNC." }),
  priceMicros: z.number().int().openapi({ description: "Of a segment.", example: 12_000 }),
});

const listShape = {
  ...summaryShape,
  currency: currencySchema,
  chargeOn: z.enum(chargeRules),
  defaultPriceMicros: z
    .number()
    .int()
    .nullable()
    .openapi({ description: "Where no row fits; null refuses such a message with `no_price`." }),
  rows: z.array(priceRowSchema),
};

export const priceListAnswerSchema = z.object(listShape).openapi("PriceList");

export const pushedSchema = z
  .object({
    accounts: z.number().int().openapi({ description: "Accounts that have the prices." }),
    failedAccountIds: z.array(z.string()).openapi({ description: "Those that could not be reached: push again." }),
  })
  .openapi("PushedPrices");

export const savedPriceListSchema = z.object({ ...listShape, pushed: pushedSchema }).openapi("SavedPriceList");

export const pricesDiffShape = {
  fields: z.array(
    z.object({ path: z.string().openapi({ example: "chargeOn" }), before: z.unknown(), after: z.unknown() }),
  ),
  added: z.number().int(),
  removed: z.number().int(),
  changed: z.number().int(),
  examples: z
    .array(
      z.object({
        destination: z.string().openapi({ example: "+57300" }),
        before: z.number().nullable(),
        after: z.number().nullable(),
      }),
    )
    .openapi({ description: "The first twenty." }),
};

const costSchema = z.object({
  costMicros: z.number().int(),
  unpriced: z.number().int().openapi({ description: "Messages that the list has no price for." }),
});

export const pricesTrialSchema = z
  .object({
    dryRun: z.literal(true),
    version: z.number().int().openapi({ description: "What it was held against, 0 where there was no list." }),
    diff: z.object(pricesDiffShape),
    total: z.number().int().openapi({
      description: "Messages of the last hour, of accounts that are charged by the list, that were looked at.",
    }),
    sampled: z.boolean().openapi({ description: "Whether there may be more." }),
    before: costSchema,
    after: costSchema,
  })
  .openapi("PricesTrial");

export function presentPriceListSummary(summary: PriceListSummary): z.infer<typeof priceListSummarySchema> {
  return { id: summary.id, ...presentVersion(summary) };
}

export function presentPriceList({ list, ...summary }: PriceListVersion): z.infer<typeof priceListAnswerSchema> {
  return { ...presentPriceListSummary(summary), ...list };
}
