import { createRoute } from "@hono/zod-openapi";
import { listPriceListVersions } from "../../../money/list-price-lists.ts";
import type { Operation } from "../../operation.ts";
import { pageSchema, presentPage } from "../../pagination.ts";
import { problem, problemResponses } from "../../problem.ts";
import { pageQuerySchema } from "../../read-page.ts";
import { readParameters } from "../../read-parameters.ts";
import { json } from "../../respond.ts";
import { readVersionPage } from "../versions/version-page.ts";
import { presentPriceListSummary, priceListParameters, priceListSummarySchema } from "./price-schemas.ts";

export const listPriceListVersionsOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/prices/{id}/versions",
    operationId: "listPriceListVersions",
    tags: ["Prices"],
    summary: "List versions of a price list, newest first",
    description: "Who saved each, when, and why.",
    security: [{ operatorKey: [] }],
    request: { params: priceListParameters, query: pageQuerySchema },
    responses: {
      200: { description: "A page.", content: { "application/json": { schema: pageSchema(priceListSummarySchema) } } },
      ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    const parameters = readParameters(c, priceListParameters);
    if (!parameters.ok) return problem(c, parameters.error);
    const page = readVersionPage(c);
    if (!page.ok) return problem(c, page.error);
    const versions = await listPriceListVersions(c.env, parameters.value.id, page.value);
    return versions.ok ? json(200, presentPage(versions.value, presentPriceListSummary)) : problem(c, versions.error);
  },
};
