import { createRoute } from "@hono/zod-openapi";
import type { Operation } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { readParameters } from "../../read-parameters.ts";
import { versionResponse } from "../../version-tag.ts";
import { changeHeaders } from "../versions/read-change.ts";
import { dryRunQuery } from "../versions/version-schemas.ts";
import { answerEdit } from "./answer-edit.ts";
import { carrierInputSchema, carrierParameters } from "./carrier-schemas.ts";
import { changedOrTriedSchema } from "./edit-schemas.ts";

export const putCarrier: Operation = {
  audit: "carrier.configured",
  route: createRoute({
    method: "put",
    path: "/admin/v1/carriers/{id}",
    operationId: "putCarrier",
    tags: ["Carriers"],
    summary: "Configure a carrier",
    description:
      "The whole configuration: binds that are not named are taken down. Connectors follow at once. Passwords and keys that are left out stay what they are. A change that changes nothing makes no version.",
    security: [{ operatorKey: [] }],
    request: {
      params: carrierParameters,
      headers: changeHeaders,
      query: dryRunQuery,
      body: { required: true, content: { "application/json": { schema: carrierInputSchema } } },
    },
    responses: {
      200: versionResponse("Configured, or with `dryRun` what that would do.", changedOrTriedSchema),
      ...problemResponses(...bodyErrors, "unauthenticated", "version_conflict"),
    },
  }),

  async handle(c) {
    const parameters = readParameters(c, carrierParameters);
    if (!parameters.ok) return problem(c, parameters.error);
    const body = await readJson(c, carrierInputSchema);
    if (!body.ok) return problem(c, body.error);
    const { note = null, ...config } = body.value.value;
    const { id } = parameters.value;
    return answerEdit(c, id, { kind: "replace", draft: { id, ...config } }, note);
  },
};
