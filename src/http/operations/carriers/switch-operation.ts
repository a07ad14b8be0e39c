import { createRoute } from "@hono/zod-openapi";
import type { CarrierEdit } from "../../../carriers/carrier-edit.ts";
import type { AppContext } from "../../app-env.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { versionResponse } from "../../version-tag.ts";
import { noteBody, readNote } from "../versions/note-body.ts";
import { changeHeaders } from "../versions/read-change.ts";
import { dryRunQuery } from "../versions/version-schemas.ts";
import { answerEdit } from "./answer-edit.ts";
import type { carrierParameters } from "./carrier-schemas.ts";
import { changedOrTriedSchema } from "./edit-schemas.ts";

export interface Switch {
  path: string;
  operationId: string;
  summary: string;
  description: string;
  params: typeof carrierParameters;
  edit: (c: AppContext) => CarrierEdit;
}

/** A change of one field of a carrier, as a version like any other. */
export function switchOperation({ path, operationId, summary, description, params, edit }: Switch): Operation {
  return {
    audit: "carrier.configured",
    route: createRoute({
      method: "post",
      path,
      operationId,
      tags: ["Carriers"],
      summary,
      description,
      security: [{ operatorKey: [] }],
      request: { params, headers: changeHeaders, query: dryRunQuery, body: noteBody },
      responses: {
        200: versionResponse("Changed, or with `dryRun` what that would do.", changedOrTriedSchema),
        ...problemResponses(...bodyErrors, "unauthenticated", "not_found", "version_conflict"),
      },
    }),

    async handle(c) {
      const note = await readNote(c);
      if (!note.ok) return problem(c, note.error);
      return answerEdit(c, pathParameter(c, "id"), edit(c), note.value);
    },
  };
}
