import { z } from "@hono/zod-openapi";
import {
  routeMatchSchema,
  routeRuleSchema,
  routeTableSchema,
  routeTargetSchema,
  timeOfDaySchema,
} from "../../../routing/route-table.ts";
import type { RoutesVersion, RoutesVersionSummary } from "../../../configuration/routes-document.ts";
import type { RoutesTrial } from "../../../configuration/try-routes.ts";
import { isoTime } from "../../respond.ts";
import { timeSchema } from "../messages/message-schemas.ts";

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

export const noteSchema = z
  .string()
  .min(1)
  .max(500)
  .openapi({ description: "Why it was changed.", example: "Operator one has maintenance tonight" });

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

export const versionNumberSchema = z.coerce
  .number()
  .int()
  .min(1)
  .max(1_000_000_000)
  .openapi({ description: "From 1, without gaps.", example: 3 });
export const versionParameters = z.object({ version: versionNumberSchema });

const summaryShape = {
  version: z.number().int().openapi({ example: 3 }),
  activeFrom: timeSchema.openapi({ description: "Texts that are accepted from here on go by it." }),
  createdAt: timeSchema,
  author: z.string().openapi({ example: "maria@example.com" }),
  note: z.string().nullable(),
};

export const routesVersionSummarySchema = z.object(summaryShape).openapi("RoutesVersion");

export const routesSchema = z.object({ ...summaryShape, ...routeTableSchema.shape }).openapi("Routes");

export const dryRunQuery = z.strictObject({
  dryRun: z
    .enum(["true", "false"])
    .default("false")
    .openapi({ description: "`true` answers what would become of the last hour's texts, and stores nothing." }),
});

const totalsSchema = z.object({
  carriers: z.record(z.string(), z.number().int()).openapi({ description: "Texts by the carrier they go to first." }),
  unrouted: z.number().int().openapi({ description: "Texts that no rule takes." }),
  costMicros: z
    .number()
    .int()
    .openapi({ description: "Millionths of the currency, of texts whose carrier has a price." }),
  unpriced: z.number().int(),
});

export const routesTrialSchema = z
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
  const { version, activeFromMs, createdAtMs, author, note } = summary;
  return { version, activeFrom: isoTime(activeFromMs), createdAt: isoTime(createdAtMs), author, note };
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
