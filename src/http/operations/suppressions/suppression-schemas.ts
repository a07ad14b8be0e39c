import { z } from "@hono/zod-openapi";
import { type Suppression, suppressionReasons, suppressionSources } from "../../../suppressions/suppression.ts";
import { isoTime } from "../../respond.ts";
import { timeSchema } from "../messages/message-schemas.ts";

const recipientSchema = z
  .string()
  .max(50)
  .openapi({ description: "A phone number in international form.", example: "+573001234567" });
export const senderSchema = z
  .string()
  .max(50)
  .openapi({ description: "The sender it is about; left out, all of the account's.", example: "Elibom" });
export const reasonSchema = z
  .enum(suppressionReasons)
  .openapi({ description: "`opted_out` is what a text from the handset makes.", example: "opted_out" });

export const suppressionInputSchema = z
  .strictObject({
    recipient: recipientSchema,
    sender: senderSchema.optional(),
    reason: reasonSchema.default("manual"),
  })
  .openapi("NewSuppression", { example: { recipient: "+573001234567", sender: "Elibom", reason: "complaint" } });

export const suppressionSchema = z
  .object({
    recipient: recipientSchema,
    sender: senderSchema.nullable().openapi({ description: "Null for all of the account's senders." }),
    reason: reasonSchema,
    source: z
      .enum(suppressionSources)
      .openapi({ description: "A text from the handset, a request, or an import.", example: "inbound" }),
    createdAt: timeSchema,
  })
  .openapi("Suppression");

export const recipientParameters = z.object({ recipient: recipientSchema });

export function presentSuppression(suppression: Suppression): z.infer<typeof suppressionSchema> {
  const { recipient, sender, reason, source, createdAtMs } = suppression;
  return { recipient, sender: sender === "" ? null : sender, reason, source, createdAt: isoTime(createdAtMs) };
}
