import { z } from "@hono/zod-openapi";
import type { LatencySummary } from "../../../traffic/latency.ts";
import type { TrafficNumbers } from "../../../traffic/numbers.ts";
import { timeSchema } from "../messages/message-schemas.ts";

const count = z.number().int();
const millisecondsSchema = z.number().openapi({ example: 1_480 });

export const latencySchema = z
  .object({
    count: count.openapi({
      description: "Messages whose way was timed: not those that had been scheduled.",
      example: 830,
    }),
    meanMs: millisecondsSchema,
    p50Ms: millisecondsSchema.openapi({ description: "Half took at most so long, as far as a histogram can tell." }),
    p95Ms: millisecondsSchema,
  })
  .openapi("LatencySummary") satisfies z.ZodType<LatencySummary>;

const latencyField = latencySchema
  .nullable()
  .openapi({ description: "From the 202 on; null where nothing was timed." });

export const trafficNumbersSchema = z
  .object({
    accepted: count.openapi({ description: "On their way to a carrier.", example: 1_240 }),
    sent: count.openapi({ description: "Taken by a carrier.", example: 1_238 }),
    delivered: count.openapi({ example: 1_190 }),
    undelivered: count.openapi({ description: "As their receipts say.", example: 31 }),
    expired: count.openapi({ description: "Not delivered while they were valid.", example: 4 }),
    rejected: count.openapi({ description: "Refused by the carrier.", example: 6 }),
    failed: count.openapi({ description: "Not to be sent at all.", example: 1 }),
    canceled: count.openapi({ description: "Called back before their time.", example: 0 }),
    unknown: count.openapi({ description: "Handed to a carrier that did not answer.", example: 0 }),
    received: count.openapi({ description: "Texts from handsets." }),
    segments: count.openapi({ description: "Of messages on their way to a carrier.", example: 1_310 }),
    deliveredRate: z.number().min(0).max(1).nullable().openapi({
      description:
        "Delivered among all that were delivered, undelivered, expired, rejected or failed; null where none was.",
      example: 0.98,
    }),
    sentLatency: latencyField,
    deliveryLatency: latencyField,
  })
  .openapi("TrafficNumbers") satisfies z.ZodType<TrafficNumbers>;

export const minuteSchema = z
  .object({
    at: timeSchema,
    accepted: count.openapi({ description: "On their way to a carrier.", example: 21 }),
    sent: count.openapi({ description: "Taken by a carrier.", example: 21 }),
    delivered: count.openapi({ description: "As their receipts say.", example: 20 }),
    failed: count.openapi({ description: "Undelivered, expired, rejected and failed." }),
    received: count.openapi({ description: "Texts from handsets.", example: 2 }),
    segments: count.openapi({ description: "Of messages on their way to a carrier.", example: 22 }),
    meanDeliveryMs: z.number().nullable().openapi({ description: "From the 202 to the handset.", example: 1_480 }),
  })
  .openapi("TrafficMinute");
