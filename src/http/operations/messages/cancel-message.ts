import { createRoute, z } from "@hono/zod-openapi";
import { cancelMessages } from "../../../messages/cancel-messages.ts";
import { type Operation, keyWith, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { exampleId, messageSchema } from "./message-schemas.ts";
import { presentMessage } from "./present-message.ts";

export const cancelMessageOperation: Operation = {
  route: createRoute({
    method: "post",
    path: "/v1/messages/{id}/cancel",
    operationId: "cancelMessage",
    tags: ["Messages"],
    summary: "Cancel a message that waits for its time",
    description:
      "Needs scope `messages:write`. A 200 means that it will never be sent; what was held for it is given back. Canceling again says the same.",
    security: keyWith("messages:write"),
    request: { params: z.object({ id: z.string().openapi({ example: exampleId }) }) },
    responses: {
      200: { description: "The message, canceled.", content: { "application/json": { schema: messageSchema } } },
      ...problemResponses("unauthenticated", "missing_scope", "not_found", "not_cancelable"),
    },
  }),

  async handle(c) {
    const canceled = await cancelMessages(c.env, c.get("key"), [pathParameter(c, "id")]);
    if (!canceled.ok) return problem(c, canceled.error);
    const [message] = canceled.value;
    if (message === undefined) throw new Error("a result for the message was expected");
    return message.ok ? json(200, presentMessage(message.value)) : problem(c, message.error);
  },
};
