import { z } from "@hono/zod-openapi";
import type { Operators } from "../../../configuration/get-operators.ts";
import type { OperatorsVersion } from "../../../configuration/operators-document.ts";
import { presentSummary, routesVersionSummarySchema } from "../routes/route-schemas.ts";

/** Bytes a table may have: 100,000 ranges, with room for the cells that are not looked at. */
export const tableLimit = 4 * 1024 * 1024;

export const rangeSchema = z.object({
  prefix: z.string().openapi({ description: "Leading digits from the calling code on.", example: "57300" }),
  operator: z.string().openapi({ description: "MCC and MNC.", example: "732-101" }),
});

const versionShape = {
  ...routesVersionSummarySchema.shape,
  ranges: z.number().int().openapi({ description: "How many there are." }),
};

export const operatorsVersionSchema = z.object(versionShape).openapi("OperatorsVersion");

export const operatorsSchema = z.object({ ...versionShape, rows: z.array(rangeSchema) }).openapi("Operators");

export const operatorsDiffShape = {
  added: z.number().int(),
  removed: z.number().int(),
  changed: z.number().int(),
  examples: z
    .array(z.object({ prefix: z.string(), before: z.string().nullable(), after: z.string().nullable() }))
    .openapi({ description: "The first twenty." }),
};

export const operatorsTrialSchema = z
  .object({
    dryRun: z.literal(true),
    version: z.number().int().openapi({ description: "What it was held against, 0 where there was no table." }),
    ranges: z.number().int(),
    diff: z.object(operatorsDiffShape),
    total: z.number().int().openapi({ description: "Texts of the last hour that were looked at, 10,000 at most." }),
    sampled: z.boolean().openapi({ description: "Whether there may be more." }),
    otherOperator: z
      .number()
      .int()
      .openapi({ description: "Texts whose recipient would count as another operator's." }),
    moved: z.number().int().openapi({ description: "Texts that would go to another carrier." }),
  })
  .openapi("OperatorsTrial");

export function presentOperatorsVersion(version: OperatorsVersion): z.infer<typeof operatorsVersionSchema> {
  return { ...presentSummary(version), ranges: version.ranges };
}

export function presentOperators(operators: Operators): z.infer<typeof operatorsSchema> {
  return { ...presentOperatorsVersion(operators), rows: operators.rows };
}
