import { z } from "@hono/zod-openapi";
import { scopeTable, scopes } from "../../../accounts/scopes.ts";
import { printableText } from "../../printable-text.ts";
import { timeSchema } from "../messages/message-schemas.ts";

export const exampleKeyId = "key_01JD3Q8Z6V4K0X9M2T7R5WANBD";

const scopeSchema = z.enum(scopes);
export const scopesSchema = z
  .array(scopeSchema)
  .min(1)
  .max(scopes.length)
  .openapi({
    description: `What the key may do. ${Object.entries(scopeTable)
      .map(([scope, about]) => `\`${scope}\`: ${about}`)
      .join(" ")}`,
    example: ["messages:write"],
  });

export const networksSchema = z
  .array(z.string().max(50))
  .min(1)
  .max(100)
  .nullable()
  .openapi({
    description: "Addresses and networks (CIDR) that it may be used from; null for any.",
    example: ["203.0.113.0/24", "2001:db8::/32"],
  });

export const keyNameSchema = printableText().nullable().openapi({ example: "Web shop" });

const keyFields = {
  id: z.string().openapi({ example: exampleKeyId }),
  name: keyNameSchema,
  lastFour: z.string().openapi({ description: "The key's last four characters.", example: "x7Qk" }),
  scopes: z.array(scopeSchema),
  allowedNetworks: networksSchema,
  createdAt: timeSchema,
  expiresAt: timeSchema.nullable().openapi({ description: "Refused from this moment on; null for never." }),
};

export const keySchema = z
  .object({
    ...keyFields,
    lastUsedAt: timeSchema.nullable().openapi({ description: "To the minute; null where it was never used." }),
  })
  .openapi("Key");

export const createdKeySchema = z
  .object({
    ...keyFields,
    key: z.string().openapi({ description: "Told this once, and kept nowhere.", example: "hg_01JD…" }),
  })
  .openapi("CreatedKey");
