import { createRoute, z } from "@hono/zod-openapi";
import { isId } from "../../../ids.ts";
import { listMessages } from "../../../messages/list-messages.ts";
import { decodeCursor } from "../../cursor.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { pageQuery, pageSchema, presentPage } from "../../pagination.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";
import { json } from "../../respond.ts";
import { listedMessageSchema, statusSchema } from "./message-schemas.ts";
import { presentListed } from "./present-message.ts";

const instantSchema = z.iso.datetime({
  offset: true,
  error: "This must be a date and time as in 2026-11-21T10:00:00Z.",
});

const querySchema = z.strictObject({
  status: statusSchema.optional(),
  to: z.string().optional().openapi({ example: "+573001234567" }),
  from: z.string().optional().openapi({ example: "Elibom" }),
  createdAfter: instantSchema
    .optional()
    .openapi({ description: "Created at this moment or later.", example: "2026-11-21T00:00:00Z" }),
  createdBefore: instantSchema
    .optional()
    .openapi({ description: "Created before this moment.", example: "2026-11-22T00:00:00Z" }),
  ...pageQuery,
});

export const listMessagesOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/messages",
    operationId: "listMessages",
    tags: ["Messages"],
    summary: "List messages, newest first",
    description:
      "Needs scope `messages:read`. Filters combine. A message is listed once it has left for a carrier, a moment after its 202. " +
      "A page by the status `queued`, `sent` or `delivered`, with or without `from`, may have fewer than `limit` messages, or none, while there is a `nextCursor`.",
    security: keyWith("messages:read"),
    request: { query: querySchema },
    responses: {
      200: { description: "A page.", content: { "application/json": { schema: pageSchema(listedMessageSchema) } } },
      ...problemResponses(
        "invalid_request",
        "invalid_recipient",
        "invalid_sender",
        "invalid_cursor",
        "unauthenticated",
        "missing_scope",
      ),
    },
  }),

  async handle(c) {
    const query = readQuery(c, querySchema);
    if (!query.ok) return problem(c, query.error);
    const { cursor, createdAfter, createdBefore, ...filters } = query.value;
    const afterId = decodeCursor(cursor, (after) => isId("message", after));
    if (!afterId.ok) return problem(c, afterId.error);
    const page = await listMessages(c.env, c.get("key"), {
      ...filters,
      createdFromMs: timeMsOf(createdAfter),
      createdBeforeMs: timeMsOf(createdBefore),
      afterId: afterId.value,
    });
    return page.ok ? json(200, presentPage(page.value, presentListed)) : problem(c, page.error);
  },
};

function timeMsOf(instant: string | undefined): number | undefined {
  return instant === undefined ? undefined : Date.parse(instant);
}
