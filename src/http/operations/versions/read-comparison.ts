import { z } from "@hono/zod-openapi";
import { type Result, ok } from "../../../errors.ts";
import type { AppContext } from "../../app-env.ts";
import { readParameters } from "../../read-parameters.ts";
import { readQuery } from "../../read-query.ts";
import { versionNumberSchema } from "./version-schemas.ts";

/** The query of a difference between the version of the path and another. */
export const comparisonQuery = z.strictObject({
  with: versionNumberSchema.openapi({ description: "The version to hold it against.", example: 4 }),
});

/** What a difference says first. */
export const comparisonShape = { from: z.number().int(), to: z.number().int() };

export type Comparison<Parameters> = Omit<Parameters, "version"> & { from: number; to: number };

/** Which versions to compare: the path's parameters, `version` of them as `from`. Errors: invalid_request. */
export function readComparison<S extends z.ZodType<{ version: number }>>(
  c: AppContext,
  parametersSchema: S,
): Result<Comparison<z.output<S>>> {
  const parameters = readParameters(c, parametersSchema);
  if (!parameters.ok) return parameters;
  const query = readQuery(c, comparisonQuery);
  if (!query.ok) return query;
  const { version, ...rest } = parameters.value;
  return ok({ ...rest, from: version, to: query.value.with });
}
