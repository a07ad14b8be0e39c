import { createRoute } from "@hono/zod-openapi";
import { createEndpoint } from "../../../webhooks/create-endpoint.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { versionResponseHeaders, versionTag } from "../../version-tag.ts";
import { presentWithSecret } from "./present-webhook.ts";
import { newWebhookSchema, webhookWithSecretSchema } from "./webhook-schemas.ts";

export const createWebhook: Operation = {
  audit: "webhook.created",
  route: createRoute({
    method: "post",
    path: "/v1/webhooks",
    operationId: "createWebhook",
    tags: ["Webhooks"],
    summary: "Make a webhook endpoint",
    description: "Needs scope `webhooks:manage`. The secret is answered this once.",
    security: keyWith("webhooks:manage"),
    request: { body: { required: true, content: { "application/json": { schema: newWebhookSchema } } } },
    responses: {
      201: {
        description: "Made.",
        headers: {
          Location: { description: "Where the endpoint is.", schema: { type: "string" } },
          ...versionResponseHeaders,
        },
        content: { "application/json": { schema: webhookWithSecretSchema } },
      },
      ...problemResponses(...bodyErrors, "invalid_url", "unauthenticated", "missing_scope", "limit_reached"),
    },
  }),

  async handle(c) {
    const body = await readJson(c, newWebhookSchema);
    if (!body.ok) return problem(c, body.error);
    const created = await createEndpoint(c.env, c.get("key"), body.value.value);
    if (!created.ok) return problem(c, created.error);
    const { id, version } = created.value.endpoint;
    return json(201, presentWithSecret(created.value), { location: `/v1/webhooks/${id}`, ...versionTag(version) });
  },
};
