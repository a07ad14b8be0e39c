import { z } from "@hono/zod-openapi";
import type { ManagedKeyword, ManagedNumber } from "../../../inbound/read-numbers.ts";
import { callbackReplyModes } from "../../../inbound/number-settings.ts";
import { numberKinds } from "../../../inbound/number.ts";
import type { NumberWithSettings } from "../../../inbound/own-numbers.ts";
import { isoTime } from "../../respond.ts";
import { exampleAccountId } from "../accounts/account-schemas.ts";
import { timeSchema } from "../messages/message-schemas.ts";
import { optOutOverridesSchema } from "../suppressions/opt-out-schemas.ts";

const numberSchema = z
  .string()
  .max(50)
  .openapi({ description: "A short code, a name, or a number in international form.", example: "890123" });
const kindSchema = z.enum(numberKinds).openapi({ example: "short" });
const keywordSchema = z.string().max(50).openapi({
  description: "Texts that begin with it, as whole words, whatever their case and accents.",
  example: "VOTE",
});
const accountSchema = z.string().max(100).openapi({ example: exampleAccountId });
const ownerSchema = accountSchema
  .nullable()
  .openapi({ description: "Gets the texts that no keyword is for; null for nobody.", example: exampleAccountId });
const carrierSchema = z
  .string()
  .max(50)
  .nullable()
  .openapi({ description: "The carrier it is rented from, for the record.", example: "default" });

export const numberParameters = z.object({ number: numberSchema });
export const keywordParameters = numberParameters.extend({ keyword: keywordSchema });

export const numberInputSchema = z
  .strictObject({ accountId: ownerSchema.default(null), carrierId: carrierSchema.default(null) })
  .openapi("NewNumber", { example: { accountId: exampleAccountId, carrierId: "default" } });
export const keywordInputSchema = z
  .strictObject({ accountId: accountSchema })
  .openapi("NewKeyword", { example: { accountId: exampleAccountId } });

export const keywordAssignmentSchema = z
  .object({ keyword: keywordSchema, accountId: accountSchema })
  .openapi("KeywordAssignment");
export const listedNumberSchema = z
  .object({
    number: numberSchema,
    kind: kindSchema,
    accountId: ownerSchema,
    carrierId: carrierSchema,
    createdAt: timeSchema,
  })
  .openapi("ListedNumber");
export const managedNumberSchema = listedNumberSchema
  .extend({ keywords: z.array(keywordAssignmentSchema) })
  .openapi("ManagedNumber");

const templateSchema = z.string().min(1).max(1_000).openapi({
  description: "An answer; `{{from}}`, `{{to}}`, `{{text}}` and `{{keyword}}` are what the text has.",
  example: "Thank you for {{keyword}}!",
});

const settingsFields = {
  autoReply: templateSchema
    .nullable()
    .openapi({ description: "The answer to texts that no keyword reply is for; null for none." }),
  keywordReplies: z
    .array(z.strictObject({ keyword: keywordSchema.min(1), text: templateSchema }))
    .max(100)
    .openapi({ description: "Answers to texts that begin with a keyword; the longest counts." }),
  callbackReply: z.enum(callbackReplyModes).openapi({
    description:
      'Which responses of a webhook endpoint to `message.received` are sent as an answer: `json` takes `{"reply": {"text": …}}`, `any` takes plain text, too.',
    example: "json",
  }),
  optOut: optOutOverridesSchema,
};

export const numberChangeSchema = z
  .strictObject(settingsFields)
  .partial()
  .openapi("NumberChange", { example: { autoReply: "Thank you, we got: {{text}}" } });
export const ownNumberSchema = z
  .object({
    number: numberSchema,
    kind: kindSchema,
    shared: z
      .boolean()
      .openapi({ description: "Only texts that begin with one of `keywords` are the account's.", example: false }),
    keywords: z.array(keywordSchema).openapi({ description: "The account's keywords on this number." }),
    ...settingsFields,
  })
  .openapi("Number");

export function presentListedNumber(number: ManagedNumber): z.infer<typeof listedNumberSchema> {
  const { createdAtMs, ...rest } = number;
  return { ...rest, createdAt: isoTime(createdAtMs) };
}

export function presentManagedNumber(
  number: ManagedNumber,
  keywords: readonly ManagedKeyword[],
): z.infer<typeof managedNumberSchema> {
  return {
    ...presentListedNumber(number),
    keywords: keywords.map(({ keyword, accountId }) => ({ keyword, accountId })),
  };
}

export function presentOwnNumber(own: NumberWithSettings): z.infer<typeof ownNumberSchema> {
  const { number, kind, isWhole, keywords, settings } = own;
  const { autoReply, keywordReplies, callbackReply, optOut } = settings;
  return { number, kind, shared: !isWhole, keywords, autoReply, keywordReplies, callbackReply, optOut };
}
