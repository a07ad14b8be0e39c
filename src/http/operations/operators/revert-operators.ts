import { createRoute, z } from "@hono/zod-openapi";
import { revertOperators } from "../../../configuration/revert-operators.ts";
import { pushOperatorPrices } from "../../../money/push-latest-prices.ts";
import type { Operation } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { versionResponse, versionTag } from "../../version-tag.ts";
import { changeHeaders } from "../versions/read-change.ts";
import { readRevert, revertShape } from "../versions/read-revert.ts";
import { operatorsVersionSchema, presentOperatorsVersion } from "./operator-schemas.ts";

const inputSchema = z.strictObject(revertShape).openapi("RevertOperators");

export const revertOperatorsOperation: Operation = {
  audit: "operators.saved",
  route: createRoute({
    method: "post",
    path: "/admin/v1/operators/revert",
    operationId: "revertOperators",
    tags: ["Operators"],
    summary: "Store an old version of the number ranges as the next one",
    description: "Saves an old version as a new one; the versions between stay on record.",
    security: [{ operatorKey: [] }],
    request: {
      headers: changeHeaders,
      body: { required: true, content: { "application/json": { schema: inputSchema } } },
    },
    responses: {
      200: versionResponse("Stored.", operatorsVersionSchema),
      ...problemResponses(...bodyErrors, "unauthenticated", "not_found", "version_conflict"),
    },
  }),

  async handle(c) {
    const asked = await readRevert(c, inputSchema);
    if (!asked.ok) return problem(c, asked.error);
    const operators = await revertOperators(c.env, asked.value.version, asked.value.change);
    if (!operators.ok) return problem(c, operators.error);
    await pushOperatorPrices(c.env);
    return json(200, presentOperatorsVersion(operators.value), versionTag(operators.value.version));
  },
};
