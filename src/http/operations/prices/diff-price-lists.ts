import { createRoute, z } from "@hono/zod-openapi";
import { comparePriceLists } from "../../../money/compare-price-lists.ts";
import type { Operation } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { comparisonQuery, comparisonShape, readComparison } from "../versions/read-comparison.ts";
import { priceListVersionParameters, pricesDiffShape } from "./price-schemas.ts";

const diffSchema = z.object({ ...comparisonShape, ...pricesDiffShape }).openapi("PricesDiff");

export const diffPriceLists: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/prices/{id}/versions/{version}/diff",
    operationId: "diffPriceLists",
    tags: ["Prices"],
    summary: "Tell what changes from one version of a price list to another",
    description: "What version `with` has differently from `version`.",
    security: [{ operatorKey: [] }],
    request: { params: priceListVersionParameters, query: comparisonQuery },
    responses: {
      200: { description: "The difference.", content: { "application/json": { schema: diffSchema } } },
      ...problemResponses("invalid_request", "unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    const asked = readComparison(c, priceListVersionParameters);
    if (!asked.ok) return problem(c, asked.error);
    const { id, from, to } = asked.value;
    const diff = await comparePriceLists(c.env, id, from, to);
    if (!diff.ok) return problem(c, diff.error);
    return json(200, { from, to, ...diff.value } satisfies z.infer<typeof diffSchema>);
  },
};
