import { z } from "@hono/zod-openapi";
import { optOutLocales } from "../../../suppressions/opt-out-words.ts";

const wordsSchema = z
  .array(z.string().min(1).max(50))
  .max(100)
  .nullable()
  .openapi({ description: "In the place of the built-in words; null for those.", example: ["BAJA", "STOP"] });
const replySchema = z.string().max(1_000).nullable().openapi({
  description: "In the place of the built-in answer; null for that, empty for none.",
  example: "No recibirás más mensajes. Responde ALTA para volver.",
});

const fields = {
  enabled: z.boolean().openapi({ description: "False: such texts are texts like any other.", example: true }),
  locale: z.enum(optOutLocales).openapi({
    description: "Whose words count, besides the English ones, and whose answers are given.",
    example: "es",
  }),
  fuzzy: z.boolean().openapi({
    description: "A text of up to four words that begins with a word that stops counts, too: `STOP PLEASE`.",
    example: false,
  }),
};
const keywordFields = { stop: wordsSchema, start: wordsSchema, help: wordsSchema };
const replyFields = { stop: replySchema, start: replySchema, help: replySchema };

export const optOutInputSchema = z
  .strictObject({
    enabled: fields.enabled.default(true),
    locale: fields.locale.default("en"),
    fuzzy: fields.fuzzy.default(false),
    keywords: z
      .strictObject({
        stop: wordsSchema.default(null),
        start: wordsSchema.default(null),
        help: wordsSchema.default(null),
      })
      .default({ stop: null, start: null, help: null }),
    replies: z
      .strictObject({
        stop: replySchema.default(null),
        start: replySchema.default(null),
        help: replySchema.default(null),
      })
      .default({ stop: null, start: null, help: null }),
  })
  .openapi("NewOptOutSettings", { example: { locale: "es" } });

export const optOutSchema = z
  .object({ ...fields, keywords: z.object(keywordFields), replies: z.object(replyFields) })
  .openapi("OptOutSettings");

/** What a number has otherwise than the account. */
export const optOutOverridesSchema = z
  .strictObject({
    enabled: fields.enabled.optional(),
    locale: fields.locale.optional(),
    fuzzy: fields.fuzzy.optional(),
    keywords: z.strictObject(keywordFields).partial().optional(),
    replies: z.strictObject(replyFields).partial().optional(),
  })
  .openapi("OptOutOverrides", {
    description: "What this number has otherwise than the account's opt-out settings.",
    example: { locale: "fr" },
  });
