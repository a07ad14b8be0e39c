import { z } from "@hono/zod-openapi";
import { idPrefixes } from "../../../ids.ts";
import { type Balance, type LedgerEntry, ledgerEntryTypes } from "../../../money/account-money.ts";
import { exampleAccountId } from "../accounts/account-schemas.ts";
import { timeSchema } from "../messages/message-schemas.ts";
import { printableText } from "../../printable-text.ts";
import { isoTime } from "../../respond.ts";

export const accountParameters = z.object({ id: z.string().openapi({ example: exampleAccountId }) });

const microsSchema = z.number().int();

export const currencySchema = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .openapi({ description: "ISO 4217.", example: "EUR" });

export const priceListIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/)
  .openapi({ example: "standard" });

const creditLimitSchema = microsSchema.min(0).openapi({
  description: "How far below nothing the balance may go, in millionths: 0 for an account that pays beforehand.",
  example: 0,
});

const lowBalanceSchema = microsSchema.nullable().openapi({
  description: "The balance, in millionths, at which `balance.low` is told; null for never.",
  example: 5_000_000,
});

export const balanceSchema = z
  .object({
    currency: currencySchema,
    balanceMicros: microsSchema.openapi({ description: "Millionths of the currency.", example: 12_345_000 }),
    heldMicros: microsSchema.openapi({
      description: "What the balance has been charged for messages whose outcome is open.",
      example: 70_000,
    }),
    creditLimitMicros: creditLimitSchema,
    availableMicros: microsSchema.openapi({
      description: "What may be spent: balance and credit.",
      example: 12_345_000,
    }),
    lowBalanceMicros: lowBalanceSchema,
  })
  .openapi("Balance");

export const ledgerEntrySchema = z
  .object({
    id: z.string().openapi({ example: "led_01JD3Q8Z6V4K0X9M2T7R5WANBC" }),
    type: z.enum(ledgerEntryTypes).openapi({
      description: "`hold`: messages were accepted. `refund`: some of them are not charged after all.",
      example: "top_up",
    }),
    at: timeSchema,
    amountMicros: microsSchema.openapi({ description: "Millionths; below nothing for a hold.", example: 10_000_000 }),
    balanceMicros: microsSchema.openapi({ description: "The balance with this line.", example: 12_345_000 }),
    messages: z.number().int().openapi({ description: "Messages that a hold or a refund is for.", example: 0 }),
    reference: z
      .string()
      .nullable()
      .openapi({ description: "The payment, or the reason.", example: "invoice-2026-114" }),
  })
  .openapi("LedgerEntry");

export const operatorLedgerEntrySchema = ledgerEntrySchema
  .extend({ author: z.string().nullable().openapi({ example: "maria@example.com" }) })
  .openapi("OperatorLedgerEntry");

const moneyShape = {
  priceListId: priceListIdSchema
    .nullable()
    .openapi({ description: "The price list; null for an account that is not charged." }),
  creditLimitMicros: creditLimitSchema,
  lowBalanceMicros: lowBalanceSchema,
};

export const moneyInputSchema = z
  .strictObject({
    ...moneyShape,
    creditLimitMicros: creditLimitSchema.default(0),
    lowBalanceMicros: lowBalanceSchema.default(null),
  })
  .openapi("NewMoneySettings", { example: { priceListId: "standard", lowBalanceMicros: 5_000_000 } });

export const moneySettingsSchema = z.object(moneyShape).openapi("MoneySettings");

export const moneySchema = z
  .object({
    settings: moneySettingsSchema.nullable().openapi({ description: "Null where none have been made." }),
    priceListVersion: z
      .number()
      .int()
      .nullable()
      .openapi({ description: "The version that messages are charged by.", example: 3 }),
    balance: balanceSchema.nullable().openapi({ description: "Null for an account that is not charged." }),
  })
  .openapi("Money");

const largestCredit = 1_000_000_000_000_000;
const referenceSchema = printableText().openapi({
  description: "The number of the payment, or the reason.",
  example: "invoice-2026-114",
});

export const topUpInputSchema = z
  .strictObject({
    amountMicros: microsSchema.min(1).max(largestCredit).openapi({ description: "Millionths.", example: 10_000_000 }),
    reference: referenceSchema,
  })
  .openapi("NewTopUp");

export const adjustmentInputSchema = z
  .strictObject({
    amountMicros: microsSchema
      .min(-largestCredit)
      .max(largestCredit)
      .openapi({ description: "Millionths; below nothing takes from the balance.", example: -500_000 }),
    reference: referenceSchema,
  })
  .openapi("NewAdjustment");

export function presentBalance(balance: Balance): z.infer<typeof balanceSchema> {
  return { ...balance, availableMicros: balance.balanceMicros + balance.creditLimitMicros };
}

export function presentLedgerEntry(entry: LedgerEntry): z.infer<typeof ledgerEntrySchema> {
  const { id, type, atMs, amountMicros, balanceMicros, texts, reference } = entry;
  return {
    id: idPrefixes.ledgerEntry + id,
    type,
    at: isoTime(atMs),
    amountMicros,
    balanceMicros,
    messages: texts,
    reference,
  };
}

export function presentOperatorLedgerEntry(entry: LedgerEntry): z.infer<typeof operatorLedgerEntrySchema> {
  return { ...presentLedgerEntry(entry), author: entry.author };
}
