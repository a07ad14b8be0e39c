import { createRoute, z } from "@hono/zod-openapi";
import { revertRoutes } from "../../../configuration/revert-routes.ts";
import type { Operation } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { versionResponse, versionTag } from "../../version-tag.ts";
import { changeHeaders } from "../versions/read-change.ts";
import { readRevert, revertShape } from "../versions/read-revert.ts";
import { presentRoutes, routesSchema } from "./route-schemas.ts";

const inputSchema = z.strictObject(revertShape).openapi("RevertRoutes");

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
      headers: changeHeaders,
      body: { required: true, content: { "application/json": { schema: inputSchema } } },
    },
    responses: {
      200: versionResponse("Stored.", routesSchema),
      ...problemResponses(...bodyErrors, "invalid_routes", "unauthenticated", "not_found", "version_conflict"),
    },
  }),

  async handle(c) {
    const asked = await readRevert(c, inputSchema);
    if (!asked.ok) return problem(c, asked.error);
    const routes = await revertRoutes(c.env, asked.value.version, asked.value.change);
    if (!routes.ok) return problem(c, routes.error);
    return json(200, presentRoutes(routes.value), versionTag(routes.value.version));
  },
};
