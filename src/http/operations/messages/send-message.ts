import { createRoute } from "@hono/zod-openapi";
import { acceptMessage } from "../../../messages/accept-message.ts";
import { keepAlive } from "../../app-env.ts";
import { idempotencyHeaders, readIdempotency } from "../../idempotency-key.ts";
import { acceptedHeaders, acceptedResponseHeaders } from "../../accepted-headers.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json, rateHeaders } from "../../respond.ts";
import { beginTrace } from "../../trace-request.ts";
import { acceptedMessageSchema, messageInputSchema } from "./message-schemas.ts";
import { presentAccepted } from "./present-message.ts";

export const sendMessage: Operation = {
  route: createRoute({
    method: "post",
    path: "/v1/messages",
    operationId: "sendMessage",
    tags: ["Messages"],
    summary: "Send a message",
    description: "Needs scope `messages:write`. A 202 means that the message is on disk and will be sent.",
    security: keyWith("messages:write"),
    request: {
      headers: idempotencyHeaders,
      body: { required: true, content: { "application/json": { schema: messageInputSchema } } },
    },
    responses: {
      202: {
        description: "Accepted.",
        headers: {
          Location: { description: "Where the message is.", schema: { type: "string" } },
          ...acceptedResponseHeaders,
        },
        content: { "application/json": { schema: acceptedMessageSchema } },
      },
      ...problemResponses(
        ...bodyErrors,
        "invalid_recipient",
        "invalid_sender",
        "sender_not_allowed",
        "destination_not_allowed",
        "empty_text",
        "unencodable_text",
        "too_many_segments",
        "no_permitted_time",
        "invalid_validity",
        "schedule_full",
        "unauthenticated",
        "missing_scope",
        "account_suspended",
        "idempotency_key_reused",
        "rate_limited",
        "backlog_full",
        "cap_reached",
        "no_price",
        "insufficient_balance",
      ),
    },
  }),

  async handle(c) {
    const body = await readJson(c, messageInputSchema);
    if (!body.ok) return problem(c, body.error);
    const { value: input, bytes } = body.value;
    const idempotency = await readIdempotency(c, "messages", bytes);
    if (!idempotency.ok) return problem(c, idempotency.error);

    const trace = beginTrace(c, "/v1/messages");
    const context = {
      key: c.get("key"),
      idempotency: idempotency.value,
      waitUntil: keepAlive(c),
      trace: trace?.context,
    };
    const outcome = await acceptMessage(c.env, context, input);
    trace?.end(outcome.ok ? { messageId: outcome.value.id } : { error: outcome.error });
    if (!outcome.ok) return problem(c, outcome.error, { headers: rateHeaders(outcome.rate) });
    const { id } = outcome.value;
    return json(202, presentAccepted(outcome.value), { location: `/v1/messages/${id}`, ...acceptedHeaders(outcome) });
  },
};
