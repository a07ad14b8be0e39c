import { createRoute, z } from "@hono/zod-openapi";
import { listCarrierVersions } from "../../../carriers/list-carrier-versions.ts";
import { decodeCursor } from "../../cursor.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { pageQuery, pageSchema, presentPage } from "../../pagination.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";
import { json } from "../../respond.ts";
import { carrierParameters } from "./carrier-schemas.ts";
import { carrierVersionShape, presentVersion } from "./edit-schemas.ts";

const querySchema = z.strictObject(pageQuery);
const summarySchema = z.object(carrierVersionShape).openapi("CarrierVersionSummary");

export const listCarrierVersionsOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/carriers/{id}/versions",
    operationId: "listCarrierVersions",
    tags: ["Carriers"],
    summary: "List versions of a carrier's configuration, newest first",
    description: "The first and the latest 1,000 are kept.",
    security: [{ operatorKey: [] }],
    request: { params: carrierParameters, query: querySchema },
    responses: {
      200: { description: "A page.", content: { "application/json": { schema: pageSchema(summarySchema) } } },
      ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    const query = readQuery(c, querySchema);
    if (!query.ok) return problem(c, query.error);
    const before = decodeCursor(query.value.cursor, (version) => /^[1-9]\d{0,8}$/.test(version));
    if (!before.ok) return problem(c, before.error);
    const page = await listCarrierVersions(c.env, pathParameter(c, "id"), {
      beforeVersion: before.value === undefined ? undefined : Number(before.value),
      limit: query.value.limit,
    });
    return page.ok ? json(200, presentPage(page.value, presentVersion)) : problem(c, page.error);
  },
};
