import { z } from "@hono/zod-openapi";
import type { ErrorCode } from "../../../errors.ts";
import { type EndpointSettings, endpointDefaults, signatureKinds } from "../../../webhooks/endpoint.ts";
import { printableText } from "../../printable-text.ts";
import { eventPatternSchema, exampleEventId } from "../events/event-schemas.ts";
import { timeSchema } from "../messages/message-schemas.ts";

export const exampleWebhookId = "whe_01JD3Q8Z6V4K0X9M2T7R5WANBC";

export const webhookParameters = z.object({ id: z.string().openapi({ example: exampleWebhookId }) });

/** What any operation on one endpoint may answer. */
export const webhookErrors = ["unauthenticated", "missing_scope", "not_found"] as const satisfies ErrorCode[];

const signaturesSchema = z
  .array(z.enum(signatureKinds))
  .min(1)
  .max(2)
  .refine((kinds) => new Set(kinds).size === kinds.length, "Name each kind once.")
  .openapi({
    description:
      "How requests are signed: `v1` with a secret that both sides know (HMAC-SHA256), `v1a` with a key of which you have the public half (Ed25519), or both.",
    example: ["v1"],
  });

const fields = {
  url: z.string().openapi({
    description: "Where events are posted: https, on the public internet.",
    example: "https://example.com/heliograph",
  }),
  events: z
    .array(eventPatternSchema)
    .min(1)
    .max(50)
    .openapi({ description: "Types, groups such as `message.*`, or `*`.", example: ["message.*"] }),
  description: printableText().or(z.literal("")).openapi({ description: "For people.", example: "Order service" }),
  enabled: z.boolean().openapi({
    description: "What happens while it is not enabled is not delivered later, but may be replayed.",
    example: true,
  }),
  concurrency: z.number().int().min(1).max(50).openapi({ description: "Requests at once.", example: 10 }),
  maxBatch: z.number().int().min(1).max(100).openapi({
    description:
      'Events in one request, up to 256 KiB of them. From 2 on every body is a batch, `{type: "batch", timestamp, data: [event, …]}`: an extension of Standard Webhooks. A batch that is tried again is the same under the same `webhook-id`.',
    example: 1,
  }),
  maxBatchWaitMs: z.number().int().min(0).max(5_000).openapi({
    description:
      "With `maxBatch` from 2 on: how long an event waits for others to go with it, in milliseconds. A full batch goes at once, and so does `message.received`, which has a request of its own.",
    example: 0,
  }),
  signatures: signaturesSchema,
  headers: z.record(z.string(), z.string()).openapi({
    description: "Headers to send along, up to 10; those that the request itself is made of are not yours to set.",
    example: { authorization: "Bearer 4f3a91" },
  }),
} satisfies Record<keyof EndpointSettings, z.ZodType>;

export const newWebhookSchema = z
  .strictObject({
    url: fields.url,
    events: fields.events.default(["*"]),
    description: fields.description.default(endpointDefaults.description),
    enabled: fields.enabled.default(endpointDefaults.enabled),
    concurrency: fields.concurrency.default(endpointDefaults.concurrency),
    maxBatch: fields.maxBatch.default(endpointDefaults.maxBatch),
    maxBatchWaitMs: fields.maxBatchWaitMs.default(endpointDefaults.maxBatchWaitMs),
    signatures: fields.signatures.default([...endpointDefaults.signatures]),
    headers: fields.headers.default({}),
  })
  .openapi("NewWebhook", { example: { url: "https://example.com/heliograph", events: ["message.*"] } });

export const webhookChangeSchema = z
  .strictObject(fields)
  .partial()
  .openapi("WebhookChange", { description: "What is left out stays.", example: { enabled: true } });

export const webhookSchema = z
  .object({
    id: z.string().openapi({ example: exampleWebhookId }),
    version: z.number().int().openapi({ description: "One more with every change; the ETag.", example: 1 }),
    ...fields,
    disabledReason: z.enum(["gone", "failing"]).nullable().openapi({
      description:
        "Why the service stopped delivering: the endpoint answered 410, or nothing else than failures for 5 days. Enable it again when it works.",
    }),
    keys: z
      .array(
        z.object({
          kind: z.enum(signatureKinds),
          publicKey: z
            .string()
            .nullable()
            .openapi({ description: "Of `v1a` keys.", example: "whpk_MCowBQYDK2VwAyEAtrT6m4BkgoWSYfhXkGTqfg2OA8A" }),
          createdAt: timeSchema,
          expiresAt: timeSchema.nullable().openapi({ description: "Signs until then, besides its successor." }),
        }),
      )
      .openapi({ description: "What requests are signed with." }),
    createdAt: timeSchema,
    updatedAt: timeSchema,
  })
  .openapi("Webhook");

export const webhookWithSecretSchema = webhookSchema
  .extend({
    secret: z.string().optional().openapi({
      description: "The secret of `v1` signatures, where this made one. It is shown this once.",
      example: "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
    }),
  })
  .openapi("WebhookWithSecret");

export const webhookStateSchema = webhookSchema
  .extend({ waitingEvents: z.number().int().openapi({ description: "Events still to be delivered.", example: 0 }) })
  .openapi("WebhookState");

export const deliverySchema = z
  .object({
    webhookId: z.string().nullable().openapi({
      description: "The `webhook-id` that was sent; null where events were given up without a request.",
      example: exampleEventId,
    }),
    eventIds: z.array(z.string()).openapi({ example: [exampleEventId] }),
    events: z.number().int().openapi({ description: "How many events this is about.", example: 1 }),
    attempt: z.number().int().openapi({ description: "From 1.", example: 1 }),
    at: timeSchema,
    durationMs: z.number().int().openapi({ example: 42 }),
    status: z.number().int().nullable().openapi({ description: "Null where no response came.", example: 200 }),
    outcome: z.enum(["delivered", "failed", "given_up"]).openapi({
      description: "`failed` is tried again, `given_up` is not.",
      example: "delivered",
    }),
    error: z.string().nullable().openapi({ description: "Why there was no response." }),
    response: z.string().openapi({ description: "The first kilobyte of the response's body.", example: "ok" }),
    nextAttemptAt: timeSchema.nullable(),
  })
  .openapi("WebhookDelivery");
