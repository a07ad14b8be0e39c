import { createRoute, z } from "@hono/zod-openapi";
import { type Operation, pathParameter } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { versionResponseHeaders } from "../../version-tag.ts";
import { dryRunQuery } from "../routes/route-schemas.ts";
import { answerEdit } from "./answer-edit.ts";
import { carrierParameters } from "./carrier-schemas.ts";
import { changedOrTriedSchema, editHeaders } from "./edit-schemas.ts";
import { noteBody, readNote } from "./note-body.ts";

const bindParameters = carrierParameters.extend({ bindId: z.string().openapi({ example: "operator-one-1" }) });

export const disableBind = switchTo("disable", false, {
  summary: "Take a bind down",
  description: "It gets nothing new, its window drains, and it is unbound; the carrier's other binds go on.",
});

export const activateBind = switchTo("activate", true, {
  summary: "Put a bind up again",
  description: "A connector binds it at once.",
});

/** A change of one field, as a version like any other. */
function switchTo(
  verb: string,
  enabled: boolean,
  { summary, description }: { summary: string; description: string },
): Operation {
  return {
    audit: "carrier.configured",
    route: createRoute({
      method: "post",
      path: `/admin/v1/carriers/{id}/binds/{bindId}/${verb}`,
      operationId: `${verb}Bind`,
      tags: ["Carriers"],
      summary,
      description,
      security: [{ operatorKey: [] }],
      request: { params: bindParameters, headers: editHeaders, query: dryRunQuery, body: noteBody },
      responses: {
        200: {
          description: "Changed, or with `dryRun` what that would do.",
          headers: versionResponseHeaders,
          content: { "application/json": { schema: changedOrTriedSchema } },
        },
        ...problemResponses(...bodyErrors, "unauthenticated", "not_found", "version_conflict"),
      },
    }),

    async handle(c) {
      const note = await readNote(c);
      if (!note.ok) return problem(c, note.error);
      const edit = { kind: "bind", bindId: pathParameter(c, "bindId"), enabled } as const;
      return answerEdit(c, pathParameter(c, "id"), edit, note.value);
    },
  };
}
