import { createRoute } from "@hono/zod-openapi";
import { updateEndpoint } from "../../../webhooks/update-endpoint.ts";
import { type Operation, keyWith, pathParameter } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { readExpectedVersion, versionHeaders, versionResponseHeaders, versionTag } from "../../version-tag.ts";
import { presentWithSecret } from "./present-webhook.ts";
import { webhookChangeSchema, webhookErrors, webhookParameters, webhookWithSecretSchema } from "./webhook-schemas.ts";

export const updateWebhook: Operation = {
  audit: "webhook.updated",
  route: createRoute({
    method: "patch",
    path: "/v1/webhooks/{id}",
    operationId: "updateWebhook",
    tags: ["Webhooks"],
    summary: "Change a webhook endpoint",
    description:
      "Needs scope `webhooks:manage`. What is left out stays; `events`, `signatures` and `headers` are replaced whole.",
    security: keyWith("webhooks:manage"),
    request: {
      params: webhookParameters,
      headers: versionHeaders.pick({ "If-Match": true }),
      body: { required: true, content: { "application/json": { schema: webhookChangeSchema } } },
    },
    responses: {
      200: {
        description: "Changed.",
        headers: versionResponseHeaders,
        content: { "application/json": { schema: webhookWithSecretSchema } },
      },
      ...problemResponses(...bodyErrors, "invalid_url", ...webhookErrors, "version_conflict"),
    },
  }),

  async handle(c) {
    const expected = readExpectedVersion(c);
    if (!expected.ok) return problem(c, expected.error);
    const body = await readJson(c, webhookChangeSchema);
    if (!body.ok) return problem(c, body.error);
    const id = pathParameter(c, "id");
    const updated = await updateEndpoint(c.env, c.get("key"), id, body.value.value, expected.value);
    if (!updated.ok) return problem(c, updated.error);
    return json(200, presentWithSecret(updated.value), versionTag(updated.value.endpoint.version));
  },
};
