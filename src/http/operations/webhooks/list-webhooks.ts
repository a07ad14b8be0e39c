import { createRoute, z } from "@hono/zod-openapi";
import { listEndpoints } from "../../../webhooks/list-endpoints.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { presentWebhook } from "./present-webhook.ts";
import { webhookSchema } from "./webhook-schemas.ts";

export const listWebhooks: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/webhooks",
    operationId: "listWebhooks",
    tags: ["Webhooks"],
    summary: "List the webhook endpoints, oldest first",
    description: "Needs scope `webhooks:manage`. There are at most 50, so they come on one page.",
    security: keyWith("webhooks:manage"),
    responses: {
      200: {
        description: "The endpoints.",
        content: { "application/json": { schema: z.object({ data: z.array(webhookSchema) }) } },
      },
      ...problemResponses("unauthenticated", "missing_scope"),
    },
  }),

  async handle(c) {
    const endpoints = await listEndpoints(c.env, c.get("key"));
    return endpoints.ok ? json(200, { data: endpoints.value.map(presentWebhook) }) : problem(c, endpoints.error);
  },
};
