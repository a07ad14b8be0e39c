import { createRoute } from "@hono/zod-openapi";
import { listPriceLists } from "../../../money/list-price-lists.ts";
import type { Operation } from "../../operation.ts";
import { pageSchema, presentPage } from "../../pagination.ts";
import { problem, problemResponses } from "../../problem.ts";
import { pageQuerySchema, readPage } from "../../read-page.ts";
import { json } from "../../respond.ts";
import { priceListIdSchema } from "../money/money-schemas.ts";
import { presentPriceListSummary, priceListSummarySchema } from "./price-schemas.ts";

export const listPriceListsOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/prices",
    operationId: "listPriceLists",
    tags: ["Prices"],
    summary: "List the price lists, each with its latest version",
    description: "Each with the version in force.",
    security: [{ operatorKey: [] }],
    request: { query: pageQuerySchema },
    responses: {
      200: { description: "A page.", content: { "application/json": { schema: pageSchema(priceListSummarySchema) } } },
      ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated"),
    },
  }),

  async handle(c) {
    const asked = readPage(c, (id) => priceListIdSchema.safeParse(id).success);
    if (!asked.ok) return problem(c, asked.error);
    const { after: afterId, limit } = asked.value;
    const page = await listPriceLists(c.env, { afterId, limit });
    return json(200, presentPage(page, presentPriceListSummary));
  },
};
