import { createRoute, z } from "@hono/zod-openapi";
import { revertRoutes } from "../../../configuration/revert-routes.ts";
import { authorHeaders, readAuthor } from "../../author.ts";
import type { Operation } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { readExpectedVersion, versionHeaders, versionResponseHeaders, versionTag } from "../../version-tag.ts";
import { noteSchema, presentRoutes, routesSchema } from "./route-schemas.ts";

const inputSchema = z
  .strictObject({
    version: z.number().int().min(1).openapi({ description: "The version to go back to.", example: 3 }),
    note: noteSchema.optional(),
  })
  .openapi("RevertRoutes");

export const revertRoutesOperation: Operation = {
  audit: "routes.saved",
  route: createRoute({
    method: "post",
    path: "/admin/v1/routes/revert",
    operationId: "revertRoutes",
    tags: ["Routes"],
    summary: "Store an old version of the routes as the next one",
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
        content: { "application/json": { schema: routesSchema } },
      },
      ...problemResponses(...bodyErrors, "invalid_routes", "unauthenticated", "not_found", "version_conflict"),
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
    const routes = await revertRoutes(c.env, version, {
      author: author.value,
      note,
      expectedVersion: expected.value,
      nowMs: Date.now(),
    });
    if (!routes.ok) return problem(c, routes.error);
    return json(200, presentRoutes(routes.value), versionTag(routes.value.version));
  },
};
