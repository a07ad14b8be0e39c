import { createRoute, z } from "@hono/zod-openapi";
import { comparePriceLists } from "../../../money/compare-price-lists.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";
import { json } from "../../respond.ts";
import { validate } from "../../validate.ts";
import { versionNumberSchema } from "../routes/route-schemas.ts";
import { priceListVersionParameters, pricesDiffShape } from "./price-schemas.ts";

const querySchema = z.strictObject({
  with: versionNumberSchema.openapi({ description: "The version to hold it against.", example: 4 }),
});

const diffSchema = z.object({ from: z.number().int(), to: z.number().int(), ...pricesDiffShape }).openapi("PricesDiff");

export const diffPriceLists: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/prices/{id}/versions/{version}/diff",
    operationId: "diffPriceLists",
    tags: ["Prices"],
    summary: "Tell what changes from one version of a price list to another",
    description: "What version `with` has differently from `version`.",
    security: [{ operatorKey: [] }],
    request: { params: priceListVersionParameters, query: querySchema },
    responses: {
      200: { description: "The difference.", content: { "application/json": { schema: diffSchema } } },
      ...problemResponses("invalid_request", "unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    const parameters = validate(priceListVersionParameters, {
      id: pathParameter(c, "id"),
      version: pathParameter(c, "version"),
    });
    if (!parameters.ok) return problem(c, parameters.error);
    const query = readQuery(c, querySchema);
    if (!query.ok) return problem(c, query.error);
    const [from, to] = [parameters.value.version, query.value.with];
    const diff = await comparePriceLists(c.env, parameters.value.id, from, to);
    if (!diff.ok) return problem(c, diff.error);
    return json(200, { from, to, ...diff.value } satisfies z.infer<typeof diffSchema>);
  },
};
