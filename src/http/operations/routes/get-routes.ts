import { createRoute } from "@hono/zod-openapi";
import { getRoutes } from "../../../configuration/get-routes.ts";
import type { Operation } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { versionResponse, versionTag } from "../../version-tag.ts";
import { presentRoutes, routesSchema } from "./route-schemas.ts";

export const getRoutesOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/routes",
    operationId: "getRoutes",
    tags: ["Routes"],
    summary: "Get the routes",
    description: "The latest version, which is active from `activeFrom` on.",
    security: [{ operatorKey: [] }],
    responses: {
      200: versionResponse("The routes.", routesSchema),
      ...problemResponses("unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    const routes = await getRoutes(c.env);
    if (!routes.ok) return problem(c, routes.error);
    return json(200, presentRoutes(routes.value), versionTag(routes.value.version));
  },
};
