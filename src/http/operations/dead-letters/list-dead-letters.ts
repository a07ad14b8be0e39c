import { createRoute } from "@hono/zod-openapi";
import { listDeadLetters } from "../../../dead-letters/list-dead-letters.ts";
import type { Operation } from "../../operation.ts";
import { pageSchema, presentPage } from "../../pagination.ts";
import { problem, problemResponses } from "../../problem.ts";
import { pageQuerySchema, readPage } from "../../read-page.ts";
import { isoTime, json } from "../../respond.ts";
import { listedDeadLetterSchema } from "./dead-letter-schemas.ts";

export const listDeadLettersOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/dead-letters",
    operationId: "listDeadLetters",
    tags: ["Dead letters"],
    summary: "List queue messages that failed every retry, newest first",
    description: "What a queue gave up after every retry.",
    security: [{ operatorKey: [] }],
    request: { query: pageQuerySchema },
    responses: {
      200: { description: "A page.", content: { "application/json": { schema: pageSchema(listedDeadLetterSchema) } } },
      ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated"),
    },
  }),

  async handle(c) {
    const asked = readPage(c, (name) => /^[1-9]\d{0,14}$/.test(name));
    if (!asked.ok) return problem(c, asked.error);
    const page = await listDeadLetters(c.env, asked.value);
    return json(
      200,
      presentPage(page, ({ id, kind, attempts, bodySize, diedAtMs }) => ({
        id,
        kind,
        attempts,
        bodySize,
        diedAt: isoTime(diedAtMs),
      })),
    );
  },
};
