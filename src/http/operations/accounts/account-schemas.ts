import { z } from "@hono/zod-openapi";
import { type AccountLimits, defaultLimits, scopes } from "../../../accounts/account.ts";
import { printableText } from "../../printable-text.ts";
import { timeSchema } from "../messages/message-schemas.ts";

export const exampleAccountId = "acc_01JD3Q8Z6V4K0X9M2T7R5WANBC";
export const exampleKeyId = "key_01JD3Q8Z6V4K0X9M2T7R5WANBD";

export const nameSchema = printableText().openapi({ example: "Elibom Colombia" });

const scopeSchema = z.enum(scopes);
export const scopesSchema = z
  .array(scopeSchema)
  .min(1)
  .openapi({ description: "What the key may do.", example: ["messages:write"] });

const limitFields = {
  segmentsPerSecond: z.number().min(0.01).max(1_000_000),
  burstSegments: z.number().int().min(1).max(10_000_000),
  maxSegmentsPerMessage: z.number().int().min(1).max(255),
  maxWaitingMessages: z.number().int().min(1).max(100_000_000),
} satisfies Record<keyof AccountLimits, z.ZodType>;

export const limitsInputSchema = z
  .strictObject(limitFields)
  .partial()
  .openapi({ description: "Limits that are left out are the default ones.", example: defaultLimits });

export const limitsSchema = z.object(limitFields).openapi({ example: defaultLimits });

export const sendersSchema = z
  .array(z.string())
  .max(10_000)
  .nullable()
  .openapi({ description: "The senders it may use; null for any.", example: ["Elibom"] });

export const createdKeySchema = z
  .object({
    id: z.string().openapi({ example: exampleKeyId }),
    key: z.string().openapi({ description: "Told this once, and kept nowhere.", example: "hg_01JD…" }),
    scopes: z.array(scopeSchema),
  })
  .openapi("CreatedKey");

export const createdAccountSchema = z
  .object({
    id: z.string().openapi({ example: exampleAccountId }),
    name: nameSchema,
    limits: limitsSchema,
    senders: sendersSchema,
    createdAt: timeSchema,
    apiKey: createdKeySchema,
  })
  .openapi("CreatedAccount");

export const listedAccountSchema = z
  .object({ id: z.string().openapi({ example: exampleAccountId }), name: nameSchema, createdAt: timeSchema })
  .openapi("ListedAccount");
