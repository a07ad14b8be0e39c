import { createRoute, type z } from "@hono/zod-openapi";
import { getEndpoint } from "../../../webhooks/get-endpoint.ts";
import { type Operation, keyWith, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { versionResponseHeaders, versionTag } from "../../version-tag.ts";
import { presentWebhook } from "./present-webhook.ts";
import { webhookErrors, webhookParameters, webhookStateSchema } from "./webhook-schemas.ts";

export const getWebhook: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/webhooks/{id}",
    operationId: "getWebhook",
    tags: ["Webhooks"],
    summary: "Get a webhook endpoint, and how much waits for it",
    description: "Needs scope `webhooks:manage`.",
    security: keyWith("webhooks:manage"),
    request: { params: webhookParameters },
    responses: {
      200: {
        description: "The endpoint.",
        headers: versionResponseHeaders,
        content: { "application/json": { schema: webhookStateSchema } },
      },
      ...problemResponses(...webhookErrors),
    },
  }),

  async handle(c) {
    const found = await getEndpoint(c.env, c.get("key"), pathParameter(c, "id"));
    if (!found.ok) return problem(c, found.error);
    const { endpoint, waitingEvents } = found.value;
    const body = { ...presentWebhook(endpoint), waitingEvents } satisfies z.infer<typeof webhookStateSchema>;
    return json(200, body, versionTag(endpoint.version));
  },
};
