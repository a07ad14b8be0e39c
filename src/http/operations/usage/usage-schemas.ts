import { z } from "@hono/zod-openapi";
import { type UsageGroup, type UsageRow, usageGroups } from "../../../usage/usage.ts";
import { exampleAccountId } from "../accounts/account-schemas.ts";
import { statusSchema } from "../messages/message-schemas.ts";
import { currencySchema } from "../money/money-schemas.ts";

export const groupsOfOperator = usageGroups;
export const groupsOfAccount = usageGroups.filter((group) => group !== "account");

const daySchema = z.iso.date().openapi({ description: "A day, UTC.", example: "2026-11-21" });

export function usageQuerySchema(groups: readonly UsageGroup[]) {
  return z.strictObject({
    from: daySchema
      .optional()
      .openapi({ description: "The first day (UTC); 29 days before `to` where it is left out." }),
    to: daySchema.optional().openapi({ description: "The last day (UTC); today where it is left out." }),
    groupBy: z
      .string()
      .max(100)
      .default("day")
      .transform((text) => (text === "" ? [] : text.split(",")))
      .pipe(z.array(z.enum(groups)).refine((chosen) => new Set(chosen).size === chosen.length, "This names one twice."))
      .openapi({
        type: "string",
        description: `What to tell apart, with commas between: ${groups.join(", ")}. Currencies always are.`,
        example: "day,status",
      }),
    format: z.enum(["json", "csv"]).optional().openapi({ description: "`csv` as `Accept: text/csv`." }),
  });
}

const microsSchema = z.number().int();

const usageRowSchema = z.object({
  account: z.string().optional().openapi({ example: exampleAccountId }),
  day: daySchema.optional(),
  country: z
    .string()
    .nullable()
    .optional()
    .openapi({ description: "Of the recipient, ISO 3166-1 alpha-2; null where it is none.", example: "CO" }),
  carrier: z
    .string()
    .nullable()
    .optional()
    .openapi({ description: "That it was given to last; null before, and where there is none.", example: "default" }),
  status: statusSchema.optional(),
  currency: currencySchema.nullable().openapi({ description: "Null for messages that are not charged." }),
  messages: z.number().int().openapi({ example: 1200 }),
  segments: z.number().int().openapi({ example: 1310 }),
  spentMicros: microsSchema.openapi({ description: "What they cost, in millionths.", example: 14_410_000 }),
  heldMicros: microsSchema.openapi({ description: "Charged, while the outcome is open." }),
  refundedMicros: microsSchema.openapi({ description: "Charged and given back." }),
});

export function usageSchema(name: string) {
  return z.object({ from: daySchema, to: daySchema, data: z.array(usageRowSchema) }).openapi(name);
}

export const usageCsv = {
  schema: z.string().openapi({ example: "day,currency,messages,segments,spentMicros,heldMicros,refundedMicros\r\n" }),
};

export type UsageAnswerRow = z.infer<typeof usageRowSchema>;

export function presentUsageRow({ country, carrier, currency, ...row }: UsageRow): UsageAnswerRow {
  return {
    ...row,
    ...(country !== undefined && { country: orNull(country) }),
    ...(carrier !== undefined && { carrier: orNull(carrier) }),
    currency: orNull(currency),
  };
}

/** In the order of the groups that were asked for. */
export function usageColumns(groupBy: readonly UsageGroup[]): (keyof UsageAnswerRow)[] {
  return [...groupBy, "currency", "messages", "segments", "spentMicros", "heldMicros", "refundedMicros"];
}

function orNull(text: string): string | null {
  return text === "" ? null : text;
}
