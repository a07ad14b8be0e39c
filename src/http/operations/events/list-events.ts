import { createRoute, z } from "@hono/zod-openapi";
import { readFeed } from "../../../events/read-feed.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";
import { eventSchema, readFeedCursor, typeQuery } from "./event-schemas.ts";

const querySchema = z.strictObject({
  after: z.string().max(30).optional().openapi({
    description: "`nextCursor` of the page before, or an `id` of the stream; left out, the oldest event there is.",
    example: "118.7",
  }),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(100)
    .openapi({ description: "Events on one page.", example: 100 }),
  type: typeQuery,
});

const pageSchema = z
  .object({
    data: z.array(eventSchema),
    nextCursor: z
      .string()
      .openapi({ description: "For `after`: also at the end, where it waits for what comes next.", example: "118.9" }),
    hasMore: z.boolean().openapi({
      description: "Whether there is more now. A page may be empty and have more after it, where `type` takes little.",
    }),
  })
  .openapi("EventPage");

export const listEvents: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/events",
    operationId: "listEvents",
    tags: ["Events"],
    summary: "Read the feed of events",
    description:
      "Needs scope `events:read`. Everything that happened in the account, in the order in which the service came to know it, for 30 days. What webhooks deliver is in it, too.",
    security: keyWith("events:read"),
    request: { query: querySchema },
    responses: {
      200: { description: "A page.", content: { "application/json": { schema: pageSchema } } },
      ...problemResponses("invalid_request", "invalid_cursor", "cursor_expired", "unauthenticated", "missing_scope"),
    },
  }),

  async handle(c) {
    const query = readQuery(c, querySchema);
    if (!query.ok) return problem(c, query.error);
    const { after, limit, type = ["*"] } = query.value;
    const cursor = readFeedCursor("after", after);
    if (!cursor.ok) return problem(c, cursor.error);
    const page = await readFeed(c.env, c.get("key"), { after: cursor.value, filter: type }, limit);
    if (!page.ok) return problem(c, page.error);
    const { events, next, hasMore } = page.value;
    // The events are JSON already, and stay it.
    const body = `{"data":[${events.join(",")}],"nextCursor":"${next}","hasMore":${hasMore}}`;
    return new Response(body, { headers: { "content-type": "application/json" } });
  },
};
