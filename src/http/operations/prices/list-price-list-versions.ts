import { createRoute, z } from "@hono/zod-openapi";
import { listPriceListVersions } from "../../../money/list-price-lists.ts";
import { decodeCursor } from "../../cursor.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { pageQuery, pageSchema, presentPage } from "../../pagination.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";
import { json } from "../../respond.ts";
import { validate } from "../../validate.ts";
import { presentPriceListSummary, priceListParameters, priceListSummarySchema } from "./price-schemas.ts";

const querySchema = z.strictObject(pageQuery);

export const listPriceListVersionsOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/prices/{id}/versions",
    operationId: "listPriceListVersions",
    tags: ["Prices"],
    summary: "List versions of a price list, newest first",
    description: "Who saved each, when, and why.",
    security: [{ operatorKey: [] }],
    request: { params: priceListParameters, query: querySchema },
    responses: {
      200: { description: "A page.", content: { "application/json": { schema: pageSchema(priceListSummarySchema) } } },
      ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    const parameters = validate(priceListParameters, { id: pathParameter(c, "id") });
    if (!parameters.ok) return problem(c, parameters.error);
    const query = readQuery(c, querySchema);
    if (!query.ok) return problem(c, query.error);
    const before = decodeCursor(query.value.cursor, (version) => /^[1-9]\d{0,8}$/.test(version));
    if (!before.ok) return problem(c, before.error);
    const page = await listPriceListVersions(c.env, parameters.value.id, {
      beforeVersion: before.value === undefined ? undefined : Number(before.value),
      limit: query.value.limit,
    });
    return page.ok ? json(200, presentPage(page.value, presentPriceListSummary)) : problem(c, page.error);
  },
};
