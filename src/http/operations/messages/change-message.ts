import { createRoute, z } from "@hono/zod-openapi";
import { changeMessage } from "../../../messages/change-message.ts";
import { type Operation, keyWith, pathParameter } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { exampleId, messageChangeSchema, messageSchema } from "./message-schemas.ts";
import { presentMessage } from "./present-message.ts";

export const changeMessageOperation: Operation = {
  route: createRoute({
    method: "patch",
    path: "/v1/messages/{id}",
    operationId: "changeMessage",
    tags: ["Messages"],
    summary: "Change a message that waits for its time",
    description:
      "Needs scope `messages:write`. What is left out stays; the last change counts. Its recipient and sender stay: cancel it and send another.",
    security: keyWith("messages:write"),
    request: {
      params: z.object({ id: z.string().openapi({ example: exampleId }) }),
      body: { required: true, content: { "application/json": { schema: messageChangeSchema } } },
    },
    responses: {
      200: { description: "The message as it is now.", content: { "application/json": { schema: messageSchema } } },
      ...problemResponses(
        ...bodyErrors,
        "empty_text",
        "unencodable_text",
        "too_many_segments",
        "no_permitted_time",
        "invalid_validity",
        "no_price",
        "insufficient_balance",
        "cap_reached",
        "unauthenticated",
        "missing_scope",
        "not_found",
        "not_changeable",
      ),
    },
  }),

  async handle(c) {
    const body = await readJson(c, messageChangeSchema);
    if (!body.ok) return problem(c, body.error);
    const changed = await changeMessage(c.env, c.get("key"), pathParameter(c, "id"), body.value.value, Date.now());
    return changed.ok ? json(200, presentMessage(changed.value)) : problem(c, changed.error);
  },
};
