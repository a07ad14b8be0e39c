import { createRoute, z } from "@hono/zod-openapi";
import { isId } from "../../../ids.ts";
import { type InboundRecord, listConversations } from "../../../inbound/list-inbound.ts";
import { decodeCursor } from "../../cursor.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { pageQuery, pageSchema, presentPage } from "../../pagination.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";
import { json } from "../../respond.ts";
import { inboundSchema, presentInbound } from "../inbound/inbound-schemas.ts";

const querySchema = z.strictObject(pageQuery);

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
    request: { query: querySchema },
    responses: {
      200: { description: "A page.", content: { "application/json": { schema: pageSchema(conversationSchema) } } },
      ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated", "missing_scope"),
    },
  }),

  async handle(c) {
    const query = readQuery(c, querySchema);
    if (!query.ok) return problem(c, query.error);
    const afterId = decodeCursor(query.value.cursor, (after) => isId("inbound", after));
    if (!afterId.ok) return problem(c, afterId.error);
    const page = { afterId: afterId.value, limit: query.value.limit };
    const conversations = await listConversations(c.env, c.get("key"), page);
    if (!conversations.ok) return problem(c, conversations.error);
    return json(200, presentPage(conversations.value, presentConversation));
  },
};

function presentConversation(last: InboundRecord): z.infer<typeof conversationSchema> {
  return { number: last.recipient, peer: last.sender, lastInbound: presentInbound(last) };
}
