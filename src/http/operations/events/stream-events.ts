import { createRoute, z } from "@hono/zod-openapi";
import { streamFeed } from "../../../events/read-feed.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";
import { readFeedCursor, typeQuery } from "./event-schemas.ts";

const querySchema = z.strictObject({
  after: z.string().max(30).optional().openapi({
    description: "A cursor to begin after; left out, the stream begins now. `Last-Event-ID` goes before it.",
    example: "118.7",
  }),
  type: typeQuery,
});

const headers = z.object({
  "Last-Event-ID": z.string().optional().openapi({
    description: "The `id` of the last event that was read, which clients send by themselves when they come back.",
    example: "118.7",
  }),
});

export const streamEvents: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/events/stream",
    operationId: "streamEvents",
    tags: ["Events"],
    summary: "Follow the feed of events as they come",
    description:
      "Needs scope `events:read`. Server-sent events: `id` is the cursor, `event` the type, `data` the event as the feed has it. A comment every 15 seconds keeps the connection alive. An account may have 20 streams open.",
    security: keyWith("events:read"),
    request: { query: querySchema, headers },
    responses: {
      200: {
        description: "The stream.",
        content: {
          "text/event-stream": {
            schema: z.string().openapi({
              example: 'id: 118.7\nevent: message.delivered\ndata: {"id":"evt_…","type":"message.delivered",…}\n\n',
            }),
          },
        },
      },
      ...problemResponses(
        "invalid_request",
        "invalid_cursor",
        "cursor_expired",
        "too_many_streams",
        "unauthenticated",
        "missing_scope",
      ),
    },
  }),

  async handle(c) {
    const query = readQuery(c, querySchema);
    if (!query.ok) return problem(c, query.error);
    const lastEventId = c.req.raw.headers.get("last-event-id") ?? undefined;
    const cursor = readFeedCursor(
      lastEventId === undefined ? "after" : "Last-Event-ID",
      lastEventId ?? query.value.after,
    );
    if (!cursor.ok) return problem(c, cursor.error);
    const { type = ["*"] } = query.value;
    const stream = await streamFeed(c.env, c.get("key"), { after: cursor.value, filter: type });
    if (!stream.ok) return problem(c, stream.error);
    return new Response(stream.value, {
      headers: {
        "content-type": "text/event-stream",
        "cache-control": "no-cache, no-transform",
        "x-accel-buffering": "no",
      },
    });
  },
};
