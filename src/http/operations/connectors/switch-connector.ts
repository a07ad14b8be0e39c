import { createRoute, z } from "@hono/zod-openapi";
import { setConnectorService } from "../../../connectors/set-connector-service.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { noteBody, readNote } from "../versions/note-body.ts";
import { changeHeaders, readChange } from "../versions/read-change.ts";
import { connectorSchema, presentConnector } from "./connector-schemas.ts";

const parametersSchema = z.object({ id: z.string().openapi({ example: "bogota-1" }) });

export const drainConnector = switchTo("drain", true, {
  summary: "Drain a connector",
  description:
    "Its binds move to others, each as soon as its window has drained; it stays linked and gets none, but for those nobody else is there for. That holds across restarts. `drained` says when it has none any more.",
});

export const activateConnector = switchTo("activate", false, {
  summary: "Give a connector binds again",
  description: "Its share of the binds moves back to it, each as soon as its holder has let go of it.",
});

function switchTo(
  verb: string,
  isDraining: boolean,
  { summary, description }: { summary: string; description: string },
): Operation {
  return {
    audit: isDraining ? "connector.drained" : "connector.activated",
    route: createRoute({
      method: "post",
      path: `/admin/v1/connectors/{id}/${verb}`,
      operationId: `${verb}Connector`,
      tags: ["Connectors"],
      summary,
      description,
      security: [{ operatorKey: [] }],
      request: { params: parametersSchema, headers: changeHeaders, body: noteBody },
      responses: {
        200: { description: "Changed.", content: { "application/json": { schema: connectorSchema } } },
        ...problemResponses(...bodyErrors, "unauthenticated", "not_found", "version_conflict"),
      },
    }),

    async handle(c) {
      const asked = readChange(c);
      if (!asked.ok) return problem(c, asked.error);
      const note = await readNote(c);
      if (!note.ok) return problem(c, note.error);
      const connector = await setConnectorService(c.env, pathParameter(c, "id"), isDraining, {
        ...asked.value,
        note: note.value,
        nowMs: Date.now(),
      });
      return connector.ok ? json(200, presentConnector(connector.value)) : problem(c, connector.error);
    },
  };
}
