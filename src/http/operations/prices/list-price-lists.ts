import { createRoute, z } from "@hono/zod-openapi";
import { listPriceLists } from "../../../money/list-price-lists.ts";
import { decodeCursor } from "../../cursor.ts";
import type { Operation } from "../../operation.ts";
import { pageQuery, pageSchema, presentPage } from "../../pagination.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";
import { json } from "../../respond.ts";
import { priceListIdSchema } from "../money/money-schemas.ts";
import { presentPriceListSummary, priceListSummarySchema } from "./price-schemas.ts";

const querySchema = z.strictObject(pageQuery);

export const listPriceListsOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/prices",
    operationId: "listPriceLists",
    tags: ["Prices"],
    summary: "List the price lists, each with its latest version",
    description: "Each with the version in force.",
    security: [{ operatorKey: [] }],
    request: { query: querySchema },
    responses: {
      200: { description: "A page.", content: { "application/json": { schema: pageSchema(priceListSummarySchema) } } },
      ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated"),
    },
  }),

  async handle(c) {
    const query = readQuery(c, querySchema);
    if (!query.ok) return problem(c, query.error);
    const after = decodeCursor(query.value.cursor, (id) => priceListIdSchema.safeParse(id).success);
    if (!after.ok) return problem(c, after.error);
    const page = await listPriceLists(c.env, { afterId: after.value, limit: query.value.limit });
    return json(200, presentPage(page, presentPriceListSummary));
  },
};
