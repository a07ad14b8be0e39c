import { createRoute } from "@hono/zod-openapi";
import { deleteEndpoint } from "../../../webhooks/delete-endpoint.ts";
import { type Operation, keyWith, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readExpectedVersion, versionHeaders } from "../../version-tag.ts";
import { webhookErrors, webhookParameters } from "./webhook-schemas.ts";

export const deleteWebhook: Operation = {
  audit: "webhook.deleted",
  route: createRoute({
    method: "delete",
    path: "/v1/webhooks/{id}",
    operationId: "deleteWebhook",
    tags: ["Webhooks"],
    summary: "Delete a webhook endpoint",
    description: "Needs scope `webhooks:manage`. What waits for it goes with it; the feed keeps it.",
    security: keyWith("webhooks:manage"),
    request: { params: webhookParameters, headers: versionHeaders.pick({ "If-Match": true }) },
    responses: {
      204: { description: "Deleted." },
      ...problemResponses("invalid_request", ...webhookErrors, "version_conflict"),
    },
  }),

  async handle(c) {
    const expected = readExpectedVersion(c);
    if (!expected.ok) return problem(c, expected.error);
    const deleted = await deleteEndpoint(c.env, c.get("key"), pathParameter(c, "id"), expected.value);
    return deleted.ok ? new Response(null, { status: 204 }) : problem(c, deleted.error);
  },
};
