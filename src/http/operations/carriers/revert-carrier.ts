import { createRoute, z } from "@hono/zod-openapi";
import { type Operation, pathParameter } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { versionResponse } from "../../version-tag.ts";
import { changeHeaders } from "../versions/read-change.ts";
import { revertShape } from "../versions/read-revert.ts";
import { dryRunQuery } from "../versions/version-schemas.ts";
import { answerEdit } from "./answer-edit.ts";
import { carrierParameters } from "./carrier-schemas.ts";
import { changedOrTriedSchema } from "./edit-schemas.ts";

const inputSchema = z.strictObject(revertShape).openapi("RevertCarrier");

export const revertCarrier: Operation = {
  audit: "carrier.configured",
  route: createRoute({
    method: "post",
    path: "/admin/v1/carriers/{id}/revert",
    operationId: "revertCarrier",
    tags: ["Carriers"],
    summary: "Store an old version of a carrier's configuration as the next one",
    description: "With the credentials of then.",
    security: [{ operatorKey: [] }],
    request: {
      params: carrierParameters,
      headers: changeHeaders,
      query: dryRunQuery,
      body: { required: true, content: { "application/json": { schema: inputSchema } } },
    },
    responses: {
      200: versionResponse("Stored, or with `dryRun` what that would do.", changedOrTriedSchema),
      ...problemResponses(...bodyErrors, "unauthenticated", "not_found", "version_conflict"),
    },
  }),

  async handle(c) {
    const body = await readJson(c, inputSchema);
    if (!body.ok) return problem(c, body.error);
    const { version, note = null } = body.value.value;
    return answerEdit(c, pathParameter(c, "id"), { kind: "revert", version }, note);
  },
};
