import { createRoute } from "@hono/zod-openapi";
import { getRoutes } from "../../../configuration/get-routes.ts";
import type { Operation } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readParameters } from "../../read-parameters.ts";
import { json } from "../../respond.ts";
import { versionResponse, versionTag } from "../../version-tag.ts";
import { versionParameters } from "../versions/version-schemas.ts";
import { presentRoutes, routesSchema } from "./route-schemas.ts";

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
      200: versionResponse("The version.", routesSchema),
      ...problemResponses("invalid_request", "unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    const parameters = readParameters(c, versionParameters);
    if (!parameters.ok) return problem(c, parameters.error);
    const routes = await getRoutes(c.env, parameters.value.version);
    if (!routes.ok) return problem(c, routes.error);
    return json(200, presentRoutes(routes.value), versionTag(routes.value.version));
  },
};
