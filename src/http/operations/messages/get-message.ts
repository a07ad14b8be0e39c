import { createRoute, z } from "@hono/zod-openapi";
import { getMessage } from "../../../messages/get-message.ts";
import { type Operation, keyWith, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { exampleId, messageSchema } from "./message-schemas.ts";
import { presentMessage } from "./present-message.ts";

export const getMessageOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/messages/{id}",
    operationId: "getMessage",
    tags: ["Messages"],
    summary: "Get a message with its timeline",
    description: "Needs scope `messages:read`. A message is here from the moment its 202 is out.",
    security: keyWith("messages:read"),
    request: { params: z.object({ id: z.string().openapi({ example: exampleId }) }) },
    responses: {
      200: { description: "The message.", content: { "application/json": { schema: messageSchema } } },
      ...problemResponses("unauthenticated", "missing_scope", "not_found"),
    },
  }),

  async handle(c) {
    const message = await getMessage(c.env, c.get("key"), pathParameter(c, "id"));
    return message.ok ? json(200, presentMessage(message.value)) : problem(c, message.error);
  },
};
