import { z } from "@hono/zod-openapi";
import { lanes, timelineTypes, unknownPolicies } from "../../../messages/message.ts";
import { chargeStates } from "../../../money/settle.ts";
import { messageStatuses } from "../../../sms/status.ts";
import { timingFields } from "./timing-schemas.ts";
import { printableText } from "../../printable-text.ts";

export const exampleId = "msg_01JD3Q8Z6V4K0X9M2T7R5WANBC";

export const encodingSchema = z.enum(["gsm7", "ucs2"]).openapi({ example: "gsm7" });
export const laneSchema = z.enum(lanes).openapi({
  description: "Which line it waits in at the carrier: one-time codes go first, campaigns last.",
  example: "normal",
});
export const statusSchema = z.enum(messageStatuses).openapi({
  description:
    "delivered, undelivered, expired, rejected, failed and canceled are final; unknown may still be resolved by a late receipt.",
  example: "delivered",
});
export const timeSchema = z.iso
  .datetime()
  .openapi({ description: "UTC, to the millisecond.", example: "2026-11-21T10:00:00.123Z" });
export const acceptedStatusSchema = z.enum(["accepted", "scheduled"]).openapi({
  description: "`scheduled` where it waits for its time or for the end of quiet hours.",
  example: "accepted",
});
export const sendAtAnswerSchema = timeSchema.openapi({
  description: "When it goes, or went, where it had to wait for that.",
});
/** What a message costs. */
export const priceFields = {
  priceMicros: z.number().int().optional().openapi({
    description: "What it costs in all, in millionths of `currency`, where it is charged.",
    example: 12_000,
  }),
  currency: z.string().optional().openapi({ description: "ISO 4217.", example: "EUR" }),
};
const segmentsSchema = z
  .number()
  .int()
  .openapi({ description: "Short messages it is sent as, the unit of the bill.", example: 1 });
const toSchema = z.string().openapi({
  description: "A phone number in international form: `+` or `00`, calling code, number. Blanks and dashes are let be.",
  example: "+573001234567",
});
const fromSchema = z.string().openapi({
  description: "The sender the handset shows: a name of up to 11 characters, a short code or a phone number.",
  example: "Elibom",
});

const senderPoolSchema = z.string().max(50).openapi({
  description:
    "In the place of `from`: one of the account's pools, which gives each recipient a sender of its own country where it has one, and the same one every time.",
  example: "alerts",
});

const clientReferenceSchema = printableText().openapi({
  description: "Your own reference, given back with the message.",
  example: "order-4711",
});

/** Fields a batch may give for all of its messages. */
const sharedFields = {
  from: fromSchema.optional(),
  senderPool: senderPoolSchema.optional(),
  text: z
    .string()
    .openapi({ description: "What to send; long texts go as several segments.", example: "Your code is 123456" }),
  lane: laneSchema.optional(),
  ...timingFields,
  encoding: z.enum(["auto", "gsm7", "ucs2"]).optional().openapi({
    description: "`auto`, the default, takes GSM 7-bit where it holds the text.",
    example: "auto",
  }),
  onUnknown: z.enum(unknownPolicies).optional().openapi({
    description:
      "What to do when the carrier never answers the submit: send again, wait for a receipt, or fail. `query` waits, and asks the carrier about what has no receipt in time where it speaks SMPP. The carrier's own policy where it is left out; a payment never wants `resend`.",
    example: "resend",
  }),
  transliterate: z.boolean().optional().openapi({
    description: "Replaces characters by their like in GSM 7-bit where that spares the text UCS-2.",
    example: false,
  }),
};

export const messageInputSchema = z
  .strictObject({ to: toSchema, ...sharedFields, clientReference: clientReferenceSchema.optional() })
  .openapi("NewMessage", {
    example: { to: "+573001234567", from: "Elibom", text: "Your code is 123456", lane: "otp" },
  });

export const batchDefaultsSchema = z.strictObject(sharedFields).partial().openapi("BatchDefaults");
export const batchMessageSchema = messageInputSchema.partial().openapi("BatchMessage", {
  description: "A new message; what it leaves out it has from the batch's `defaults`.",
  example: { to: "+573001234567" },
});
export const messageChangeSchema = messageInputSchema
  .pick({ text: true, encoding: true, transliterate: true, clientReference: true })
  .extend(timingFields)
  .partial()
  .openapi("MessageChange", { example: { sendAt: "2026-12-24T19:00:00-05:00" } });
export const previewInputSchema = messageInputSchema
  .partial()
  .required({ text: true })
  .openapi("NewPreview", { example: { text: "¿Mañana a las 10?" } });

export const acceptedMessageSchema = z
  .object({
    id: z.string().openapi({ example: exampleId }),
    status: acceptedStatusSchema,
    to: toSchema,
    from: fromSchema,
    segments: segmentsSchema,
    encoding: encodingSchema,
    lane: laneSchema,
    clientReference: clientReferenceSchema.optional(),
    sendAt: sendAtAnswerSchema.optional(),
    ...priceFields,
    createdAt: timeSchema,
  })
  .openapi("AcceptedMessage");

export const listedMessageSchema = z
  .object({
    id: z.string().openapi({ example: exampleId }),
    status: statusSchema,
    to: toSchema,
    from: fromSchema,
    text: z.string().openapi({ description: "What is sent, after transliteration.", example: "Your code is 123456" }),
    segments: segmentsSchema,
    encoding: encodingSchema,
    lane: laneSchema,
    clientReference: clientReferenceSchema.optional(),
    errorCode: z
      .string()
      .optional()
      .openapi({ description: "Why it ended other than delivered, where that is known.", example: "INVDSTADR" }),
    sendAt: sendAtAnswerSchema.optional(),
    ...priceFields,
    charge: z
      .enum(chargeStates)
      .optional()
      .openapi({ description: "What became of its price: held while the outcome is open, then spent or refunded." }),
    createdAt: timeSchema,
    updatedAt: timeSchema,
  })
  .openapi("ListedMessage");

export const timelineEntrySchema = z
  .object({
    type: z.enum(timelineTypes).openapi({ example: "sent" }),
    at: timeSchema,
    segment: z.number().int().optional().openapi({ description: "From 1.", example: 1 }),
    attempt: z.number().int().optional().openapi({ description: "From 1.", example: 1 }),
    carrier: z.string().optional().openapi({ example: "default" }),
    toCarrier: z.string().optional().openapi({ description: "Where it went from `carrier`.", example: "operator-two" }),
    bind: z.string().optional().openapi({ example: "default-1" }),
    carrierMessageId: z.string().optional().openapi({ example: "4f3a91" }),
    outcome: z.string().optional().openapi({
      description: "What the receipt said, or the SMPP command_status by name.",
      example: "delivered",
    }),
    errorCode: z
      .string()
      .optional()
      .openapi({ description: "As the carrier or the service has it.", example: "INVDSTADR" }),
    reason: z.string().optional().openapi({ description: "Why, where that is known.", example: "connection closed" }),
    retryAt: timeSchema.optional().openapi({ description: "When it is tried again." }),
    sendAt: timeSchema.optional().openapi({ description: "When a scheduled text is sent." }),
  })
  .openapi("TimelineEntry");

export const messageSchema = listedMessageSchema
  .extend({
    parts: z
      .array(
        z.object({
          segment: z.number().int().openapi({ description: "From 1.", example: 1 }),
          carrierMessageId: z.string().nullable().openapi({ example: "4f3a91" }),
          status: statusSchema,
        }),
      )
      .openapi({ description: "What became of each segment." }),
    timeline: z.array(timelineEntrySchema).openapi({ description: "Every step, in the order they happened." }),
    archived: z.literal(true).optional().openapi({
      description:
        "It was deleted when the days it is kept for were over, and is as the archive has it. Lists have it no longer.",
    }),
  })
  .openapi("Message");
