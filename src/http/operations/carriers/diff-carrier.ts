import { createRoute, z } from "@hono/zod-openapi";
import { compareCarrierVersions } from "../../../carriers/compare-carrier-versions.ts";
import type { Operation } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { comparisonQuery, comparisonShape, readComparison } from "../versions/read-comparison.ts";
import { carrierVersionParameters } from "./carrier-schemas.ts";
import { fieldChangesSchema } from "./edit-schemas.ts";

const diffSchema = z.object({ ...comparisonShape, changes: fieldChangesSchema }).openapi("CarrierDiff");

export const diffCarrier: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/carriers/{id}/versions/{version}/diff",
    operationId: "diffCarrier",
    tags: ["Carriers"],
    summary: "Tell what changes from one version of a carrier's configuration to another",
    description: "What version `with` has differently from `version`; secrets are only said to differ.",
    security: [{ operatorKey: [] }],
    request: { params: carrierVersionParameters, query: comparisonQuery },
    responses: {
      200: { description: "The difference.", content: { "application/json": { schema: diffSchema } } },
      ...problemResponses("invalid_request", "unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    const asked = readComparison(c, carrierVersionParameters);
    if (!asked.ok) return problem(c, asked.error);
    const { id, from, to } = asked.value;
    const changes = await compareCarrierVersions(c.env, id, from, to);
    if (!changes.ok) return problem(c, changes.error);
    return json(200, { from, to, changes: changes.value } satisfies z.infer<typeof diffSchema>);
  },
};
