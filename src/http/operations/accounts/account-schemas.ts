import { z } from "@hono/zod-openapi";
import {
  type AccountLimits,
  accountStatuses,
  anywhere,
  defaultLimits,
  senderStatuses,
} from "../../../accounts/account.ts";
import { unknownPolicies } from "../../../messages/message.ts";
import { printableText } from "../../printable-text.ts";
import { createdKeySchema } from "../keys/key-schemas.ts";
import { timeSchema } from "../messages/message-schemas.ts";

export const exampleAccountId = "acc_01JD3Q8Z6V4K0X9M2T7R5WANBC";

export const nameSchema = printableText().openapi({ example: "Elibom Colombia" });

export const statusSchema = z
  .enum(accountStatuses)
  .openapi({ description: "A suspended account sends nothing; its keys still read." });

const capSchema = z.number().int().min(0).max(1_000_000_000_000).nullable();

const limitFields = {
  segmentsPerSecond: z
    .number()
    .min(0.01)
    .max(1_000_000)
    .openapi({ description: "Segments it may send in a second, on and on.", example: 10 }),
  burstSegments: z
    .number()
    .int()
    .min(1)
    .max(10_000_000)
    .openapi({ description: "Segments it may send at once after a pause.", example: 100 }),
  maxSegmentsPerMessage: z
    .number()
    .int()
    .min(1)
    .max(255)
    .openapi({ description: "Segments of one message.", example: 10 }),
  maxWaitingMessages: z
    .number()
    .int()
    .min(1)
    .max(100_000_000)
    .openapi({ description: "Messages accepted that have not left for a carrier yet.", example: 100_000 }),
  maxScheduledMessages: z
    .number()
    .int()
    .min(0)
    .max(100_000_000)
    .openapi({ description: "Messages that wait for their time.", example: 100_000 }),
  dailySegments: capSchema.openapi({ description: "Segments accepted on one day (UTC); null for any number." }),
  monthlySegments: capSchema.openapi({ description: "Segments accepted in one month (UTC); null for any number." }),
  maxSubAccounts: z
    .number()
    .int()
    .min(0)
    .max(100_000)
    .openapi({ description: "Sub-accounts it may make.", example: 0 }),
} satisfies Record<keyof AccountLimits, z.ZodType>;

export const limitsInputSchema = z.strictObject(limitFields).partial().openapi({
  description: "Limits that are left out are the default ones, or stay as they are.",
  example: defaultLimits,
});

const limitsSchema = z.object(limitFields).openapi({ example: defaultLimits });

const countrySchema = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .openapi({ description: "ISO 3166-1 alpha-2.", example: "CO" });
const prefixesSchema = z.array(z.string().regex(/^\d{1,15}$/)).max(1_000);

export const destinationsSchema = z
  .strictObject({
    countries: z
      .array(countrySchema)
      .max(250)
      .default([])
      .openapi({ example: ["CO", "MX"] }),
    prefixes: prefixesSchema.default([]).openapi({ description: "Digits from the calling code on." }),
    deniedPrefixes: prefixesSchema.default([]).openapi({ description: "Never sent to, whatever else is allowed." }),
  })
  .openapi({
    description: "Where it may send: to these countries and prefixes, or anywhere where neither are named.",
    example: { ...anywhere, countries: ["CO", "MX"], deniedPrefixes: ["57900"] },
  });

const senderFields = {
  address: z.string().openapi({ example: "Elibom" }),
  status: z.enum(senderStatuses),
  countries: z
    .array(countrySchema)
    .max(250)
    .nullable()
    .openapi({ description: "Countries it may be used to; null for all.", example: ["CO"] }),
};

const senderInputSchema = z.union([
  z.string(),
  z.strictObject({
    address: senderFields.address,
    status: senderFields.status.default("active"),
    countries: senderFields.countries.default(null),
  }),
]);

export const sendersInputSchema = z
  .array(senderInputSchema)
  .max(10_000)
  .nullable()
  .openapi({ description: "The senders it may use, by address or with settings; null for any.", example: ["Elibom"] });

const senderSchema = z
  .object({
    ...senderFields,
    kind: z.enum(["alphanumeric", "short_code", "international"]).openapi({ example: "alphanumeric" }),
  })
  .openapi("Sender");

export const sendersSchema = z
  .array(senderSchema)
  .nullable()
  .openapi({ description: "The senders it may use; null for any." });

export const poolsSchema = z
  .array(
    z.strictObject({
      name: z
        .string()
        .regex(/^[A-Za-z0-9._-]{1,50}$/)
        .openapi({ example: "alerts" }),
      senders: z
        .array(z.string())
        .min(1)
        .max(1_000)
        .openapi({ description: "Addresses of senders of the account.", example: ["+573001234567"] }),
    }),
  )
  .max(100)
  .openapi({
    description: "Senders of which one is chosen for each recipient of a message with `senderPool`.",
    example: [{ name: "alerts", senders: ["+573001234567", "+525512345678"] }],
  });

export const defaultsSchema = z
  .strictObject({
    validForSeconds: z.number().int().min(60).max(172_800).optional().openapi({ example: 86_400 }),
    onUnknown: z.enum(unknownPolicies).optional(),
  })
  .openapi({ description: "What messages have that do not say it themselves.", example: { validForSeconds: 86_400 } });

const accountFields = {
  id: z.string().openapi({ example: exampleAccountId }),
  name: nameSchema,
  status: statusSchema,
  parentId: z.string().nullable().openapi({ description: "The account that this one is a sub-account of." }),
  limits: limitsSchema,
  allowedDestinations: destinationsSchema,
  senders: sendersSchema,
  senderPools: poolsSchema,
  defaults: defaultsSchema,
  createdAt: timeSchema,
};

const capUseSchema = z
  .object({ segments: z.number().int().openapi({ example: 1_200 }), resetsAt: timeSchema })
  .nullable()
  .openapi({ description: "Segments accepted so far; null where there is no cap, and nothing is counted." });

export const accountSchema = z
  .object({
    ...accountFields,
    use: z.object({
      waitingMessages: z.number().int().openapi({ example: 12 }),
      scheduledMessages: z.number().int().openapi({ example: 0 }),
      subAccounts: z.number().int().openapi({ example: 0 }),
      day: capUseSchema,
      month: capUseSchema,
    }),
  })
  .openapi("Account");

export const changedAccountSchema = z.object(accountFields).openapi("ChangedAccount");

export const createdAccountSchema = z.object({ ...accountFields, apiKey: createdKeySchema }).openapi("CreatedAccount");

export const listedAccountSchema = z
  .object({
    id: accountFields.id,
    name: nameSchema,
    status: statusSchema,
    parentId: accountFields.parentId,
    createdAt: timeSchema,
  })
  .openapi("ListedAccount");
