import { createRoute, z } from "@hono/zod-openapi";
import { compareCarrierVersions } from "../../../carriers/compare-carrier-versions.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";
import { json } from "../../respond.ts";
import { validate } from "../../validate.ts";
import { versionNumberSchema } from "../routes/route-schemas.ts";
import { carrierParameters } from "./carrier-schemas.ts";
import { fieldChangesSchema } from "./edit-schemas.ts";

const parametersSchema = carrierParameters.extend({ version: versionNumberSchema });
const querySchema = z.strictObject({
  with: versionNumberSchema.openapi({ description: "The version to hold it against.", example: 4 }),
});

const diffSchema = z
  .object({ from: z.number().int(), to: z.number().int(), changes: fieldChangesSchema })
  .openapi("CarrierDiff");

export const diffCarrier: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/carriers/{id}/versions/{version}/diff",
    operationId: "diffCarrier",
    tags: ["Carriers"],
    summary: "Tell what changes from one version of a carrier's configuration to another",
    description: "What version `with` has differently from `version`; secrets are only said to differ.",
    security: [{ operatorKey: [] }],
    request: { params: parametersSchema, query: querySchema },
    responses: {
      200: { description: "The difference.", content: { "application/json": { schema: diffSchema } } },
      ...problemResponses("invalid_request", "unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    const parameters = validate(parametersSchema, {
      id: pathParameter(c, "id"),
      version: pathParameter(c, "version"),
    });
    if (!parameters.ok) return problem(c, parameters.error);
    const query = readQuery(c, querySchema);
    if (!query.ok) return problem(c, query.error);
    const { id, version: from } = parameters.value;
    const to = query.value.with;
    const changes = await compareCarrierVersions(c.env, id, from, to);
    if (!changes.ok) return problem(c, changes.error);
    return json(200, { from, to, changes: changes.value } satisfies z.infer<typeof diffSchema>);
  },
};
