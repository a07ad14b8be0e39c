import { createRoute, z } from "@hono/zod-openapi";
import { listCarrierVersions } from "../../../carriers/list-carrier-versions.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { pageSchema, presentPage } from "../../pagination.ts";
import { problem, problemResponses } from "../../problem.ts";
import { pageQuerySchema } from "../../read-page.ts";
import { json } from "../../respond.ts";
import { readVersionPage } from "../versions/version-page.ts";
import { presentVersion, versionShape } from "../versions/version-schemas.ts";
import { carrierParameters } from "./carrier-schemas.ts";

const summarySchema = z.object(versionShape).openapi("CarrierVersionSummary");

export const listCarrierVersionsOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/carriers/{id}/versions",
    operationId: "listCarrierVersions",
    tags: ["Carriers"],
    summary: "List versions of a carrier's configuration, newest first",
    description: "The first and the latest 1,000 are kept.",
    security: [{ operatorKey: [] }],
    request: { params: carrierParameters, query: pageQuerySchema },
    responses: {
      200: { description: "A page.", content: { "application/json": { schema: pageSchema(summarySchema) } } },
      ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    const page = readVersionPage(c);
    if (!page.ok) return problem(c, page.error);
    const versions = await listCarrierVersions(c.env, pathParameter(c, "id"), page.value);
    return versions.ok ? json(200, presentPage(versions.value, presentVersion)) : problem(c, versions.error);
  },
};
