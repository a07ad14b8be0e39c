import { createRoute, z } from "@hono/zod-openapi";
import { isId } from "../../../ids.ts";
import { type InboundRecord, listConversations } from "../../../inbound/list-inbound.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { pageSchema, presentPage } from "../../pagination.ts";
import { problem, problemResponses } from "../../problem.ts";
import { pageQuerySchema, readPage } from "../../read-page.ts";
import { json } from "../../respond.ts";
import { inboundSchema, presentInbound } from "../inbound/inbound-schemas.ts";

const conversationSchema = z
  .object({
    number: z.string().openapi({ description: "Your number.", example: "890123" }),
    peer: z.string().openapi({ description: "The handset.", example: "+573001234567" }),
    lastInbound: inboundSchema,
  })
  .openapi("Conversation");

export const listConversationsOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/conversations",
    operationId: "listConversations",
    tags: ["Inbound"],
    summary: "List the handsets that wrote to your numbers, the latest first",
    description: "Needs scope `inbound:read`.",
    security: keyWith("inbound:read"),
    request: { query: pageQuerySchema },
    responses: {
      200: { description: "A page.", content: { "application/json": { schema: pageSchema(conversationSchema) } } },
      ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated", "missing_scope"),
    },
  }),

  async handle(c) {
    const asked = readPage(c, (after) => isId("inbound", after));
    if (!asked.ok) return problem(c, asked.error);
    const { after: afterId, limit } = asked.value;
    const conversations = await listConversations(c.env, c.get("key"), { afterId, limit });
    if (!conversations.ok) return problem(c, conversations.error);
    return json(200, presentPage(conversations.value, presentConversation));
  },
};

function presentConversation(last: InboundRecord): z.infer<typeof conversationSchema> {
  return { number: last.recipient, peer: last.sender, lastInbound: presentInbound(last) };
}
