import { createRoute, z } from "@hono/zod-openapi";
import { revertOperators } from "../../../configuration/revert-operators.ts";
import { pushOperatorPrices } from "../../../money/push-latest-prices.ts";
import { authorHeaders, readAuthor } from "../../author.ts";
import type { Operation } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { readExpectedVersion, versionHeaders, versionResponseHeaders, versionTag } from "../../version-tag.ts";
import { noteSchema } from "../routes/route-schemas.ts";
import { operatorsVersionSchema, presentOperatorsVersion } from "./operator-schemas.ts";

const inputSchema = z
  .strictObject({
    version: z.number().int().min(1).openapi({ description: "The version to go back to.", example: 3 }),
    note: noteSchema.optional(),
  })
  .openapi("RevertOperators");

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
      headers: authorHeaders.extend(versionHeaders.shape),
      body: { required: true, content: { "application/json": { schema: inputSchema } } },
    },
    responses: {
      200: {
        description: "Stored.",
        headers: versionResponseHeaders,
        content: { "application/json": { schema: operatorsVersionSchema } },
      },
      ...problemResponses(...bodyErrors, "unauthenticated", "not_found", "version_conflict"),
    },
  }),

  async handle(c) {
    const author = readAuthor(c);
    if (!author.ok) return problem(c, author.error);
    const expected = readExpectedVersion(c);
    if (!expected.ok) return problem(c, expected.error);
    const body = await readJson(c, inputSchema);
    if (!body.ok) return problem(c, body.error);
    const { version, note = null } = body.value.value;
    const operators = await revertOperators(c.env, version, {
      author: author.value,
      note,
      expectedVersion: expected.value,
      nowMs: Date.now(),
    });
    if (!operators.ok) return problem(c, operators.error);
    await pushOperatorPrices(c.env);
    return json(200, presentOperatorsVersion(operators.value), versionTag(operators.value.version));
  },
};
