import { createRoute } from "@hono/zod-openapi";
import { saveRoutes } from "../../../configuration/save-routes.ts";
import { tryRoutes } from "../../../configuration/try-routes.ts";
import type { Operation } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { readQuery } from "../../read-query.ts";
import { json } from "../../respond.ts";
import { versionResponse, versionTag } from "../../version-tag.ts";
import { changeHeaders, readChange } from "../versions/read-change.ts";
import { dryRunQuery } from "../versions/version-schemas.ts";
import { presentRoutes, presentTrial, routesInputSchema, storedOrTriedSchema } from "./route-schemas.ts";

export const putRoutes: Operation = {
  audit: "routes.saved",
  route: createRoute({
    method: "put",
    path: "/admin/v1/routes",
    operationId: "putRoutes",
    tags: ["Routes"],
    summary: "Store the next version of the routes",
    description:
      "All rules there are to be. Texts accepted 10 s from now go by them; a text goes by the version of the moment it was accepted, however long it waits.",
    security: [{ operatorKey: [] }],
    request: {
      headers: changeHeaders,
      query: dryRunQuery,
      body: { required: true, content: { "application/json": { schema: routesInputSchema } } },
    },
    responses: {
      200: versionResponse("Stored, or with `dryRun` what would become of texts.", storedOrTriedSchema),
      ...problemResponses(...bodyErrors, "invalid_routes", "unauthenticated", "version_conflict"),
    },
  }),

  async handle(c) {
    const query = readQuery(c, dryRunQuery);
    if (!query.ok) return problem(c, query.error);
    const asked = readChange(c);
    if (!asked.ok) return problem(c, asked.error);
    const body = await readJson(c, routesInputSchema);
    if (!body.ok) return problem(c, body.error);
    const { rules, note = null } = body.value.value;
    const change = { ...asked.value, note, nowMs: Date.now() };
    if (query.value.dryRun === "true") {
      const trial = await tryRoutes(c.env, { rules }, change);
      if (!trial.ok) return problem(c, trial.error);
      return json(200, presentTrial(trial.value), versionTag(trial.value.version));
    }
    const routes = await saveRoutes(c.env, { rules }, change);
    if (!routes.ok) return problem(c, routes.error);
    return json(200, presentRoutes(routes.value), versionTag(routes.value.version));
  },
};
