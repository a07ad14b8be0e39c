import { createRoute, z } from "@hono/zod-openapi";
import { compareOperators } from "../../../configuration/compare-operators.ts";
import type { Operation } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { comparisonQuery, comparisonShape, readComparison } from "../versions/read-comparison.ts";
import { versionParameters } from "../versions/version-schemas.ts";
import { operatorsDiffShape } from "./operator-schemas.ts";

const diffSchema = z.object({ ...comparisonShape, ...operatorsDiffShape }).openapi("OperatorsDiff");

export const diffOperatorsOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/operators/versions/{version}/diff",
    operationId: "diffOperators",
    tags: ["Operators"],
    summary: "Tell what changes from one version of the number ranges to another",
    description: "How many ranges version `with` has more, less or differently than `version`, with examples.",
    security: [{ operatorKey: [] }],
    request: { params: versionParameters, query: comparisonQuery },
    responses: {
      200: { description: "The difference.", content: { "application/json": { schema: diffSchema } } },
      ...problemResponses("invalid_request", "unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    const asked = readComparison(c, versionParameters);
    if (!asked.ok) return problem(c, asked.error);
    const { from, to } = asked.value;
    const diff = await compareOperators(c.env, from, to);
    if (!diff.ok) return problem(c, diff.error);
    return json(200, { from, to, ...diff.value } satisfies z.infer<typeof diffSchema>);
  },
};
