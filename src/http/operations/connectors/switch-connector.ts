import { createRoute, z } from "@hono/zod-openapi";
import { setConnectorService } from "../../../connectors/set-connector-service.ts";
import { readAuthor } from "../../author.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { readExpectedVersion } from "../../version-tag.ts";
import { editHeaders } from "../carriers/edit-schemas.ts";
import { noteBody, readNote } from "../carriers/note-body.ts";
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
      request: { params: parametersSchema, headers: editHeaders, body: noteBody },
      responses: {
        200: { description: "Changed.", content: { "application/json": { schema: connectorSchema } } },
        ...problemResponses(...bodyErrors, "unauthenticated", "not_found", "version_conflict"),
      },
    }),

    async handle(c) {
      const author = readAuthor(c);
      if (!author.ok) return problem(c, author.error);
      const expected = readExpectedVersion(c);
      if (!expected.ok) return problem(c, expected.error);
      const note = await readNote(c);
      if (!note.ok) return problem(c, note.error);
      const connector = await setConnectorService(c.env, pathParameter(c, "id"), isDraining, {
        author: author.value,
        note: note.value,
        expectedVersion: expected.value,
        nowMs: Date.now(),
      });
      return connector.ok ? json(200, presentConnector(connector.value)) : problem(c, connector.error);
    },
  };
}
