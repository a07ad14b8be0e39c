import { createRoute } from "@hono/zod-openapi";
import type { CarrierService } from "../../../carriers/carrier.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { versionResponseHeaders } from "../../version-tag.ts";
import { dryRunQuery } from "../routes/route-schemas.ts";
import { answerEdit } from "./answer-edit.ts";
import { carrierParameters } from "./carrier-schemas.ts";
import { changedOrTriedSchema, editHeaders } from "./edit-schemas.ts";
import { noteBody, readNote } from "./note-body.ts";

export const drainCarrier = switchTo("drain", "draining", {
  summary: "Drain a carrier",
  description:
    "What it has goes on; nothing new goes to it where another carrier can take it. `drained` of the carrier says when nothing is left.",
});

export const disableCarrier = switchTo("disable", "disabled", {
  summary: "Take a carrier out of service",
  description:
    "Nothing is handed out any more and its binds are unbound, their windows drained first. No receipts and no texts from handsets come while it is disabled: drain it first, and wait for the receipts.",
});

export const activateCarrier = switchTo("activate", "active", {
  summary: "Put a carrier into service",
  description: "Its binds come up again, and what waits goes out.",
});

/** A change of one field, as a version like any other. */
function switchTo(
  verb: string,
  service: CarrierService,
  { summary, description }: { summary: string; description: string },
): Operation {
  return {
    audit: "carrier.configured",
    route: createRoute({
      method: "post",
      path: `/admin/v1/carriers/{id}/${verb}`,
      operationId: `${verb}Carrier`,
      tags: ["Carriers"],
      summary,
      description,
      security: [{ operatorKey: [] }],
      request: { params: carrierParameters, headers: editHeaders, query: dryRunQuery, body: noteBody },
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
      return answerEdit(c, pathParameter(c, "id"), { kind: "service", service }, note.value);
    },
  };
}
