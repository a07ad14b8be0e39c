import { createRoute, z } from "@hono/zod-openapi";
import { compareRoutes } from "../../../configuration/compare-routes.ts";
import type { Operation } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { comparisonQuery, comparisonShape, readComparison } from "../versions/read-comparison.ts";
import { versionParameters } from "../versions/version-schemas.ts";

const diffSchema = z
  .object({
    ...comparisonShape,
    added: z.array(z.string()).openapi({ description: "Ids of rules." }),
    removed: z.array(z.string()),
    changed: z.array(
      z.object({
        ruleId: z.string(),
        fields: z.array(
          z.object({
            path: z.string().openapi({ example: "match.senders" }),
            before: z.unknown(),
            after: z.unknown(),
          }),
        ),
      }),
    ),
    reordered: z.boolean().openapi({ description: "Whether rules of both stand in another order." }),
  })
  .openapi("RoutesDiff");

export const diffRoutesOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/routes/versions/{version}/diff",
    operationId: "diffRoutes",
    tags: ["Routes"],
    summary: "Tell what changes from one version of the routes to another",
    description: "What version `with` has differently from `version`, rule by rule.",
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
    const diff = await compareRoutes(c.env, from, to);
    return diff.ok ? json(200, { from, to, ...diff.value }) : problem(c, diff.error);
  },
};
