import { createRoute, z } from "@hono/zod-openapi";
import { rotateSecret } from "../../../webhooks/rotate-secret.ts";
import { type Operation, keyWith, pathParameter } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { versionResponseHeaders, versionTag } from "../../version-tag.ts";
import { presentWithSecret } from "./present-webhook.ts";
import { webhookErrors, webhookParameters, webhookWithSecretSchema } from "./webhook-schemas.ts";

const inputSchema = z
  .strictObject({
    overlapSeconds: z.number().int().min(0).max(2_592_000).default(86_400).openapi({
      description: "How long the old keys go on to sign besides the new ones; 0 ends them at once.",
      example: 86_400,
    }),
  })
  .openapi("RotateWebhookSecret");

export const rotateWebhookSecret: Operation = {
  audit: "webhook.secret_rotated",
  route: createRoute({
    method: "post",
    path: "/v1/webhooks/{id}/rotate-secret",
    operationId: "rotateWebhookSecret",
    tags: ["Webhooks"],
    summary: "Sign with new keys",
    description:
      "Needs scope `webhooks:manage`. Until the overlap ends every request carries both signatures, so that a receiver may change over when it likes. The new secret is answered this once.",
    security: keyWith("webhooks:manage"),
    request: {
      params: webhookParameters,
      body: { required: true, content: { "application/json": { schema: inputSchema } } },
    },
    responses: {
      200: {
        description: "Rotated.",
        headers: versionResponseHeaders,
        content: { "application/json": { schema: webhookWithSecretSchema } },
      },
      ...problemResponses(...bodyErrors, ...webhookErrors),
    },
  }),

  async handle(c) {
    const body = await readJson(c, inputSchema);
    if (!body.ok) return problem(c, body.error);
    const { overlapSeconds } = body.value.value;
    const rotated = await rotateSecret(c.env, c.get("key"), pathParameter(c, "id"), overlapSeconds);
    if (!rotated.ok) return problem(c, rotated.error);
    return json(200, presentWithSecret(rotated.value), versionTag(rotated.value.endpoint.version));
  },
};
