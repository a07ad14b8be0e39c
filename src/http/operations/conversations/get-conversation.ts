import { createRoute, z } from "@hono/zod-openapi";
import { idTimeMs } from "../../../ids.ts";
import { type ConversationText, getConversation } from "../../../inbound/list-inbound.ts";
import { type Operation, keyWith, pathParameter } from "../../operation.ts";
import { pageSchema, presentPage } from "../../pagination.ts";
import { problem, problemResponses } from "../../problem.ts";
import { pageQuerySchema, readPage } from "../../read-page.ts";
import { isoTime, json } from "../../respond.ts";
import { exampleInboundId } from "../inbound/inbound-schemas.ts";
import { statusSchema, timeSchema } from "../messages/message-schemas.ts";

const conversationTextSchema = z
  .object({
    id: z.string().openapi({ description: "Of a message or of a text from the handset.", example: exampleInboundId }),
    direction: z
      .enum(["inbound", "outbound"])
      .openapi({ description: "`inbound` is from the handset.", example: "inbound" }),
    text: z.string().openapi({ example: "hola" }),
    status: statusSchema.optional().openapi({ description: "Of messages to the handset." }),
    createdAt: timeSchema,
  })
  .openapi("ConversationText");

export const getConversationOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/conversations/{number}/{peer}",
    operationId: "getConversation",
    tags: ["Inbound"],
    summary: "Read what was said between a number and a handset, newest first",
    description: "Needs scope `inbound:read`. Both directions in one list.",
    security: keyWith("inbound:read"),
    request: {
      params: z.object({
        number: z.string().max(50).openapi({ description: "Your number.", example: "890123" }),
        peer: z.string().max(50).openapi({ description: "The handset.", example: "+573001234567" }),
      }),
      query: pageQuerySchema,
    },
    responses: {
      200: { description: "A page.", content: { "application/json": { schema: pageSchema(conversationTextSchema) } } },
      ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated", "missing_scope", "not_found"),
    },
  }),

  async handle(c) {
    const asked = readPage(c, (ulid) => ulidPattern.test(ulid));
    if (!asked.ok) return problem(c, asked.error);
    const pair = { number: pathParameter(c, "number"), peer: pathParameter(c, "peer") };
    const page = { afterUlid: asked.value.after, limit: asked.value.limit };
    const conversation = await getConversation(c.env, c.get("key"), pair, page);
    return conversation.ok ? json(200, presentPage(conversation.value, presentText)) : problem(c, conversation.error);
  },
};

const ulidPattern = /^[0-9A-HJKMNP-TV-Z]{26}$/;

function presentText({ id, direction, text, status }: ConversationText): z.infer<typeof conversationTextSchema> {
  return {
    id,
    direction,
    text,
    ...(status === null ? {} : { status }),
    createdAt: isoTime(idTimeMs(id)),
  };
}
