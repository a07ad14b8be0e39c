import { z } from "@hono/zod-openapi";
import { bindEffects } from "../../../carriers/compare-configs.ts";
import { carrierSchema } from "./carrier-schemas.ts";

const fieldValueSchema = z.union([z.string(), z.number(), z.boolean()]).nullable();

export const fieldChangesSchema = z.array(
  z.object({
    path: z.string().openapi({ example: "binds.operator-one-1.windowSize" }),
    before: fieldValueSchema.openapi({ description: "null where it is not there; credentials are hidden." }),
    after: fieldValueSchema,
  }),
);

const loadShape = {
  texts: z.number().int(),
  segments: z.number().int(),
  peakSegmentsPerMinute: z.number().int().openapi({ description: "Accepted in the busiest minute." }),
  minutesAbovePace: z
    .number()
    .int()
    .openapi({ description: "Minutes in which more was accepted than `segmentsPerSecond` lets through in one." }),
  sampled: z.boolean().openapi({ description: "Whether there may be more." }),
};

const carrierTrialSchema = z
  .object({
    dryRun: z.literal(true),
    version: z.number().int().openapi({ description: "What it was held against, 0 where there was no carrier." }),
    changes: fieldChangesSchema,
    binds: z.array(
      z.object({
        bindId: z.string(),
        effect: z.enum(bindEffects).openapi({
          description:
            "rebind: the session ends, its window drained, and another begins. adjust: the session goes on with the new values. off: there is none, before or after.",
        }),
      }),
    ),
    waitingTexts: z.number().int().openapi({ description: "As it is now." }),
    delayedTexts: z.number().int(),
    movingTexts: z.number().int(),
    segmentsInFlight: z.number().int(),
    segmentsPerSecond: z
      .number()
      .nullable()
      .openapi({ description: "What would be let through; null leaves the pace to the windows." }),
    lastHour: z.object(loadShape).openapi({ description: "The carrier's share of the last hour's texts." }),
    withoutCarrier: z
      .object({
        elsewhere: z.array(z.object({ carrierId: z.string(), texts: z.number().int() })),
        nowhere: z.number().int(),
      })
      .openapi({ description: "Where those texts would go while the carrier is draining or disabled." }),
  })
  .openapi("CarrierTrial");

/** What a change of a carrier answers. */
export const changedOrTriedSchema = z.union([carrierTrialSchema, carrierSchema]);
