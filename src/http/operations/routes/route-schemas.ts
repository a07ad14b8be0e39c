import { z } from "@hono/zod-openapi";
import type { RoutesVersion, RoutesVersionSummary } from "../../../configuration/routes-document.ts";
import type { RoutesTrial } from "../../../configuration/try-routes.ts";
import {
  routeMatchSchema,
  routeRuleSchema,
  routeTableSchema,
  routeTargetSchema,
  timeOfDaySchema,
} from "../../../routing/route-table.ts";
import { isoTime } from "../../respond.ts";
import { timeSchema } from "../messages/message-schemas.ts";
import { noteSchema, presentVersion, versionShape } from "../versions/version-schemas.ts";

// Strict all the way down: a condition with a slip in its name would be no condition, and the rule would take every text.
const ruleInputSchema = z.strictObject({
  ...routeRuleSchema.shape,
  match: z
    .strictObject({
      ...routeMatchSchema.shape,
      timeOfDay: z.strictObject(timeOfDaySchema.shape).optional(),
    })
    .default({}),
  targets: z.array(z.strictObject(routeTargetSchema.shape)).min(1).max(20),
  failover: z
    .strictObject(routeRuleSchema.shape.failover.unwrap().shape)
    .default({ on: ["unbound", "throttled", "rejected"] }),
});

export const routesInputSchema = z
  .strictObject({
    rules: z.array(ruleInputSchema).max(5_000),
    note: noteSchema.optional(),
  })
  .openapi("NewRoutes", {
    example: {
      rules: [
        {
          id: "colombia",
          match: { destinationPrefixes: ["57"] },
          targets: [{ carrierId: "operator-one" }, { carrierId: "default" }],
        },
        { id: "everything-else", priority: 1_000, targets: [{ carrierId: "default" }] },
      ],
    },
  });

const { version: versionField, ...whoAndWhen } = versionShape;
const summaryShape = {
  version: versionField,
  activeFrom: timeSchema.openapi({ description: "Texts that are accepted from here on go by it." }),
  ...whoAndWhen,
};

export const routesVersionSummarySchema = z.object(summaryShape).openapi("RoutesVersion");

export const routesSchema = z.object({ ...summaryShape, ...routeTableSchema.shape }).openapi("Routes");

const totalsSchema = z.object({
  carriers: z.record(z.string(), z.number().int()).openapi({ description: "Texts by the carrier they go to first." }),
  unrouted: z.number().int().openapi({ description: "Texts that no rule takes." }),
  costMicros: z
    .number()
    .int()
    .openapi({ description: "Millionths of the currency, of texts whose carrier has a price." }),
  unpriced: z.number().int(),
});

const routesTrialSchema = z
  .object({
    dryRun: z.literal(true),
    version: z.number().int().openapi({ description: "What it was held against, 0 where there were no routes." }),
    total: z.number().int().openapi({ description: "Texts of the last hour that were looked at, 10,000 at most." }),
    sampled: z.boolean().openapi({ description: "Whether there may be more." }),
    moved: z.number().int(),
    moves: z.array(
      z.object({
        from: z.string().nullable().openapi({ description: "A carrier; null for nowhere." }),
        to: z.string().nullable(),
        count: z.number().int(),
        examples: z.array(z.string()),
      }),
    ),
    otherRule: z.number().int().openapi({ description: "Texts that another rule sends to the same carrier." }),
    before: totalsSchema,
    after: totalsSchema,
  })
  .openapi("RoutesTrial");

/** What storing routes answers. */
export const storedOrTriedSchema = z.union([routesTrialSchema, routesSchema]);

export function presentSummary(summary: RoutesVersionSummary): z.infer<typeof routesVersionSummarySchema> {
  return { ...presentVersion(summary), activeFrom: isoTime(summary.activeFromMs) };
}

export function presentRoutes({ table, ...summary }: RoutesVersion): z.infer<typeof routesSchema> {
  return { ...presentSummary(summary), rules: table.rules };
}

export function presentTrial({ moves, before, after, ...trial }: RoutesTrial): z.infer<typeof routesTrialSchema> {
  return {
    dryRun: true,
    ...trial,
    moves: moves.map((move) => ({ ...move, examples: [...move.examples] })),
    before: { ...before, carriers: { ...before.carriers } },
    after: { ...after, carriers: { ...after.carriers } },
  };
}
