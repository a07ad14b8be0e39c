import { createRoute, type z } from "@hono/zod-openapi";
import { failFields } from "../../../field-errors.ts";
import { type BatchItem, acceptBatch } from "../../../messages/accept-batch.ts";
import { keepAlive } from "../../app-env.ts";
import { acceptedHeaders, acceptedResponseHeaders } from "../../accepted-headers.ts";
import { idempotencyHeaders, readIdempotency } from "../../idempotency-key.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json, rateHeaders } from "../../respond.ts";
import { beginTrace } from "../../trace-request.ts";
import { validate } from "../../validate.ts";
import { batchInputSchema, batchResultSchema } from "./batch-schemas.ts";
import { presentAccepted } from "./present-message.ts";
import { messageInputSchema } from "./message-schemas.ts";

type BatchResult = z.infer<typeof batchResultSchema>;

export const sendBatch: Operation = {
  route: createRoute({
    method: "post",
    path: "/v1/batches",
    operationId: "sendBatch",
    tags: ["Messages"],
    summary: "Send up to 1,000 messages",
    description:
      "Needs scope `messages:write`. Each message is accepted or rejected by itself, and has a result in its place. " +
      "Where none can be accepted the answer is an error that names what is wrong with each.",
    security: keyWith("messages:write"),
    request: {
      headers: idempotencyHeaders,
      body: { required: true, content: { "application/json": { schema: batchInputSchema } } },
    },
    responses: {
      202: {
        description: "At least one message is accepted.",
        headers: acceptedResponseHeaders,
        content: { "application/json": { schema: batchResultSchema } },
      },
      ...problemResponses(
        ...bodyErrors,
        "unauthenticated",
        "missing_scope",
        "account_suspended",
        "idempotency_key_reused",
        "rate_limited",
        "backlog_full",
      ),
    },
  }),

  async handle(c) {
    const body = await readJson(c, batchInputSchema);
    if (!body.ok) return problem(c, body.error);
    const { value: batch, bytes } = body.value;
    const idempotency = await readIdempotency(c, "batches", bytes);
    if (!idempotency.ok) return problem(c, idempotency.error);

    const trace = beginTrace(c, "/v1/batches");
    const context = {
      key: c.get("key"),
      idempotency: idempotency.value,
      waitUntil: keepAlive(c),
      trace: trace?.context,
    };
    const inputs = batch.messages.map((message) => validate(messageInputSchema, withDefaults(message, batch.defaults)));
    const outcome = await acceptBatch(c.env, context, inputs);
    trace?.end(outcome.ok ? { messages: inputs.length } : { error: outcome.error });
    if (!outcome.ok) return problem(c, outcome.error, { headers: rateHeaders(outcome.rate) });
    const errors = outcome.value.flatMap((item, index) => (item.ok ? [] : [errorOf(item, index)]));
    if (errors.length === outcome.value.length) return problem(c, failFields(errors).error);
    return json(202, presentBatch(outcome.value), acceptedHeaders(outcome));
  },
};

/** What a message does not say itself, it has from the defaults. */
function withDefaults(message: unknown, defaults: object): unknown {
  if (typeof message !== "object" || message === null || Array.isArray(message)) return message;
  const merged: Record<string, unknown> = { ...defaults, ...message };
  // A message that names its sender in one way does not have it in the other way as well.
  if ("from" in message !== "senderPool" in message) delete merged["from" in message ? "senderPool" : "from"];
  if ("validUntil" in message !== "validForSeconds" in message) {
    delete merged["validUntil" in message ? "validForSeconds" : "validUntil"];
  }
  return merged;
}

function presentBatch(items: readonly BatchItem[]): BatchResult {
  const results = items.map((item, index): BatchResult["results"][number] => {
    if (!item.ok) return { index, error: errorOf(item, index) };
    const { id, status, to, segments, encoding, sendAt } = presentAccepted(item);
    return { index, id, status, to, segments, encoding, ...(sendAt === undefined ? {} : { sendAt }), ...item.price };
  });
  const accepted = items.filter((item) => item.ok).length;
  return { results, accepted, rejected: items.length - accepted };
}

function errorOf({ error }: Extract<BatchItem, { ok: false }>, index: number) {
  return { ...error, path: error.path === "" ? `messages.${index}` : `messages.${index}.${error.path}` };
}
