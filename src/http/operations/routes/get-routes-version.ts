import { createRoute } from "@hono/zod-openapi";
import { getRoutes } from "../../../configuration/get-routes.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { validate } from "../../validate.ts";
import { versionResponseHeaders, versionTag } from "../../version-tag.ts";
import { presentRoutes, routesSchema, versionParameters } from "./route-schemas.ts";

export const getRoutesVersion: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/routes/versions/{version}",
    operationId: "getRoutesVersion",
    tags: ["Routes"],
    summary: "Get a version of the routes",
    description: "The routes as they were in this version.",
    security: [{ operatorKey: [] }],
    request: { params: versionParameters },
    responses: {
      200: {
        description: "The version.",
        headers: versionResponseHeaders,
        content: { "application/json": { schema: routesSchema } },
      },
      ...problemResponses("invalid_request", "unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    const parameters = validate(versionParameters, { version: pathParameter(c, "version") });
    if (!parameters.ok) return problem(c, parameters.error);
    const routes = await getRoutes(c.env, parameters.value.version);
    if (!routes.ok) return problem(c, routes.error);
    return json(200, presentRoutes(routes.value), versionTag(routes.value.version));
  },
};
