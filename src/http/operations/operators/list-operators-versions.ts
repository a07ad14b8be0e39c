import { createRoute } from "@hono/zod-openapi";
import { listOperatorsVersions } from "../../../configuration/list-operators-versions.ts";
import type { Operation } from "../../operation.ts";
import { pageSchema, presentPage } from "../../pagination.ts";
import { problem, problemResponses } from "../../problem.ts";
import { pageQuerySchema } from "../../read-page.ts";
import { json } from "../../respond.ts";
import { presentSummary, routesVersionSummarySchema } from "../routes/route-schemas.ts";
import { readVersionPage } from "../versions/version-page.ts";

export const listOperatorsVersionsOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/operators/versions",
    operationId: "listOperatorsVersions",
    tags: ["Operators"],
    summary: "List versions of the number ranges, newest first",
    description: "Who saved each, when, and why.",
    security: [{ operatorKey: [] }],
    request: { query: pageQuerySchema },
    responses: {
      200: {
        description: "A page.",
        content: { "application/json": { schema: pageSchema(routesVersionSummarySchema) } },
      },
      ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated"),
    },
  }),

  async handle(c) {
    const page = readVersionPage(c);
    if (!page.ok) return problem(c, page.error);
    const versions = await listOperatorsVersions(c.env, page.value);
    return json(200, presentPage(versions, presentSummary));
  },
};
