import { createRoute, z } from "@hono/zod-openapi";
import { type Operation, pathParameter } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { versionResponseHeaders } from "../../version-tag.ts";
import { dryRunQuery, noteSchema } from "../routes/route-schemas.ts";
import { answerEdit } from "./answer-edit.ts";
import { carrierParameters } from "./carrier-schemas.ts";
import { changedOrTriedSchema, editHeaders } from "./edit-schemas.ts";

const inputSchema = z
  .strictObject({
    version: z.number().int().min(1).openapi({ description: "The version to go back to.", example: 3 }),
    note: noteSchema.optional(),
  })
  .openapi("RevertCarrier");

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
      headers: editHeaders,
      query: dryRunQuery,
      body: { required: true, content: { "application/json": { schema: inputSchema } } },
    },
    responses: {
      200: {
        description: "Stored, or with `dryRun` what that would do.",
        headers: versionResponseHeaders,
        content: { "application/json": { schema: changedOrTriedSchema } },
      },
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
