import { createRoute, z } from "@hono/zod-openapi";
import { compareOperators } from "../../../configuration/compare-operators.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";
import { json } from "../../respond.ts";
import { validate } from "../../validate.ts";
import { versionNumberSchema, versionParameters } from "../routes/route-schemas.ts";
import { operatorsDiffShape } from "./operator-schemas.ts";

const querySchema = z.strictObject({
  with: versionNumberSchema.openapi({ description: "The version to hold it against.", example: 4 }),
});

const diffSchema = z
  .object({ from: z.number().int(), to: z.number().int(), ...operatorsDiffShape })
  .openapi("OperatorsDiff");

export const diffOperatorsOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/operators/versions/{version}/diff",
    operationId: "diffOperators",
    tags: ["Operators"],
    summary: "Tell what changes from one version of the number ranges to another",
    description: "How many ranges version `with` has more, less or differently than `version`, with examples.",
    security: [{ operatorKey: [] }],
    request: { params: versionParameters, query: querySchema },
    responses: {
      200: { description: "The difference.", content: { "application/json": { schema: diffSchema } } },
      ...problemResponses("invalid_request", "unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    const parameters = validate(versionParameters, { version: pathParameter(c, "version") });
    if (!parameters.ok) return problem(c, parameters.error);
    const query = readQuery(c, querySchema);
    if (!query.ok) return problem(c, query.error);
    const [from, to] = [parameters.value.version, query.value.with];
    const diff = await compareOperators(c.env, from, to);
    if (!diff.ok) return problem(c, diff.error);
    return json(200, { from, to, ...diff.value } satisfies z.infer<typeof diffSchema>);
  },
};
