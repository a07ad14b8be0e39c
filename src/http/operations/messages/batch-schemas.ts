import { z } from "@hono/zod-openapi";
import {
  acceptedStatusSchema,
  batchDefaultsSchema,
  encodingSchema,
  exampleId,
  priceFields,
  sendAtAnswerSchema,
} from "./message-schemas.ts";

/** Messages are looked at one by one, so that a bad one never keeps the others from being sent. */
const unreadMessageSchema = z.unknown().openapi({
  type: "object",
  allOf: [{ $ref: "#/components/schemas/BatchMessage" }],
});

export const batchInputSchema = z
  .strictObject({
    messages: z.array(unreadMessageSchema).min(1).max(1_000),
    defaults: batchDefaultsSchema.default({}),
  })
  .openapi("NewBatch", {
    example: {
      messages: [{ to: "+573001234567" }, { to: "+573007654321", text: "Your table for two is ready" }],
      defaults: { from: "Elibom", text: "Your table is ready" },
    },
  });

const indexSchema = z.number().int().openapi({ description: "The message's place in the batch, from 0.", example: 0 });

export const batchResultSchema = z
  .object({
    results: z.array(
      z.union([
        z.object({
          index: indexSchema,
          id: z.string().openapi({ example: exampleId }),
          status: acceptedStatusSchema,
          to: z.string().openapi({ example: "+573001234567" }),
          segments: z.number().int().openapi({ example: 1 }),
          encoding: encodingSchema,
          sendAt: sendAtAnswerSchema.optional(),
          ...priceFields,
        }),
        z.object({
          index: indexSchema,
          error: z.object({
            code: z.string().openapi({ example: "invalid_recipient" }),
            message: z
              .string()
              .openapi({ description: "What would be right.", example: "The recipient is not a phone number." }),
            path: z.string().openapi({ example: "messages.1.to" }),
          }),
        }),
      ]),
    ),
    accepted: z.number().int().openapi({ example: 2 }),
    rejected: z.number().int().openapi({ example: 0 }),
  })
  .openapi("BatchResult");
