import { createRoute, z } from "@hono/zod-openapi";
import { listSessions, revokeSession } from "../../../people/sessions.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { isoTime, json } from "../../respond.ts";
import { readSession } from "../../sessions.ts";
import { noContent } from "./answer-cookies.ts";
import { bySession, exampleSessionId, sessionSchema } from "./people-schemas.ts";

const listSchema = z.object({ data: z.array(sessionSchema) });

export const listSessionsOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/people/v1/sessions",
    operationId: "listSessions",
    tags: ["People"],
    summary: "List the browsers you are signed in with, newest first",
    description: "Those in force, 100 at most.",
    security: bySession,
    responses: {
      200: { description: "All of them.", content: { "application/json": { schema: listSchema } } },
      ...problemResponses("unauthenticated"),
    },
  }),

  async handle(c) {
    const session = await readSession(c);
    if (!session.ok) return problem(c, session.error);
    const sessions = await listSessions(c.env, session.value);
    const data = sessions.map(({ createdAtMs, expiresAtMs, ...rest }) => ({
      ...rest,
      createdAt: isoTime(createdAtMs),
      expiresAt: isoTime(expiresAtMs),
    }));
    return json(200, { data } satisfies z.infer<typeof listSchema>);
  },
};

export const revokeSessionOperation: Operation = {
  audit: "session.revoked",
  route: createRoute({
    method: "delete",
    path: "/people/v1/sessions/{id}",
    operationId: "revokeSession",
    tags: ["People"],
    summary: "Sign one of your browsers out",
    description: "It is, everywhere, within 10 seconds.",
    security: bySession,
    request: { params: z.object({ id: z.string().openapi({ example: exampleSessionId }) }) },
    responses: {
      204: { description: "It is signed out." },
      ...problemResponses("unauthenticated", "not_found", "cross_site_request"),
    },
  }),

  async handle(c) {
    const session = await readSession(c);
    if (!session.ok) return problem(c, session.error);
    const revoked = await revokeSession(c.env, session.value, pathParameter(c, "id"));
    return revoked.ok ? noContent() : problem(c, revoked.error);
  },
};
