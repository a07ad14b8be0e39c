import { createRoute, z } from "@hono/zod-openapi";
import { listDeadLetters } from "../../../dead-letters/list-dead-letters.ts";
import { decodeCursor } from "../../cursor.ts";
import type { Operation } from "../../operation.ts";
import { pageQuery, pageSchema, presentPage } from "../../pagination.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";
import { isoTime, json } from "../../respond.ts";
import { listedDeadLetterSchema } from "./dead-letter-schemas.ts";

const querySchema = z.strictObject(pageQuery);

export const listDeadLettersOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/dead-letters",
    operationId: "listDeadLetters",
    tags: ["Dead letters"],
    summary: "List queue messages that failed every retry, newest first",
    description: "What a queue gave up after every retry.",
    security: [{ operatorKey: [] }],
    request: { query: querySchema },
    responses: {
      200: { description: "A page.", content: { "application/json": { schema: pageSchema(listedDeadLetterSchema) } } },
      ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated"),
    },
  }),

  async handle(c) {
    const query = readQuery(c, querySchema);
    if (!query.ok) return problem(c, query.error);
    const after = decodeCursor(query.value.cursor, (name) => /^[1-9]\d{0,14}$/.test(name));
    if (!after.ok) return problem(c, after.error);
    const page = await listDeadLetters(c.env, { after: after.value, limit: query.value.limit });
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
