import { createRoute, z } from "@hono/zod-openapi";
import { getEvent } from "../../../events/get-event.ts";
import { type Operation, keyWith, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { eventSchema, exampleEventId } from "./event-schemas.ts";

export const getEventOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/events/{eventId}",
    operationId: "getEvent",
    tags: ["Events"],
    summary: "Get an event",
    description: "Needs scope `events:read`. For as long as it is in the feed; webhooks deliver the same.",
    security: keyWith("events:read"),
    request: { params: z.object({ eventId: z.string().openapi({ example: exampleEventId }) }) },
    responses: {
      200: { description: "The event.", content: { "application/json": { schema: eventSchema } } },
      ...problemResponses("unauthenticated", "missing_scope", "not_found"),
    },
  }),

  async handle(c) {
    const event = await getEvent(c.env, c.get("key"), pathParameter(c, "eventId"));
    if (!event.ok) return problem(c, event.error);
    // It is JSON already, and stays it.
    return new Response(event.value, { headers: { "content-type": "application/json" } });
  },
};
