import { createRoute, z } from "@hono/zod-openapi";
import { listOperatorsVersions } from "../../../configuration/list-operators-versions.ts";
import { decodeCursor } from "../../cursor.ts";
import type { Operation } from "../../operation.ts";
import { pageQuery, pageSchema, presentPage } from "../../pagination.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";
import { json } from "../../respond.ts";
import { presentSummary, routesVersionSummarySchema } from "../routes/route-schemas.ts";

const querySchema = z.strictObject(pageQuery);

export const listOperatorsVersionsOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/operators/versions",
    operationId: "listOperatorsVersions",
    tags: ["Operators"],
    summary: "List versions of the number ranges, newest first",
    description: "Who saved each, when, and why.",
    security: [{ operatorKey: [] }],
    request: { query: querySchema },
    responses: {
      200: {
        description: "A page.",
        content: { "application/json": { schema: pageSchema(routesVersionSummarySchema) } },
      },
      ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated"),
    },
  }),

  async handle(c) {
    const query = readQuery(c, querySchema);
    if (!query.ok) return problem(c, query.error);
    const before = decodeCursor(query.value.cursor, (version) => /^[1-9]\d{0,8}$/.test(version));
    if (!before.ok) return problem(c, before.error);
    const page = await listOperatorsVersions(c.env, {
      beforeVersion: before.value === undefined ? undefined : Number(before.value),
      limit: query.value.limit,
    });
    return json(200, presentPage(page, presentSummary));
  },
};
