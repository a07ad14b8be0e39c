import { createRoute } from "@hono/zod-openapi";
import { testEndpoint } from "../../../webhooks/test-endpoint.ts";
import { type Operation, keyWith, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { presentDelivery } from "./present-webhook.ts";
import { deliverySchema, webhookErrors, webhookParameters } from "./webhook-schemas.ts";

export const testWebhook: Operation = {
  route: createRoute({
    method: "post",
    path: "/v1/webhooks/{id}/test",
    operationId: "testWebhook",
    tags: ["Webhooks"],
    summary: "Send a test event, and see what comes back",
    description:
      "Needs scope `webhooks:manage`. One signed request of type `webhook.test`, made at once and never again, also where the endpoint is not enabled.",
    security: keyWith("webhooks:manage"),
    request: { params: webhookParameters },
    responses: {
      200: { description: "What came of it.", content: { "application/json": { schema: deliverySchema } } },
      ...problemResponses(...webhookErrors, "rate_limited"),
    },
  }),

  async handle(c) {
    const tested = await testEndpoint(c.env, c.get("key"), pathParameter(c, "id"));
    return tested.ok ? json(200, presentDelivery(tested.value)) : problem(c, tested.error);
  },
};
