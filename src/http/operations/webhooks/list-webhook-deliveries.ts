import { createRoute, z } from "@hono/zod-openapi";
import { attemptPlacePattern } from "../../../webhooks/delivery-attempt.ts";
import { listDeliveries } from "../../../webhooks/list-deliveries.ts";
import { decodeCursor } from "../../cursor.ts";
import { type Operation, keyWith, pathParameter } from "../../operation.ts";
import { pageQuery, pageSchema, presentPage } from "../../pagination.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";
import { json } from "../../respond.ts";
import { presentDelivery } from "./present-webhook.ts";
import { deliverySchema, webhookErrors, webhookParameters } from "./webhook-schemas.ts";

const querySchema = z.strictObject(pageQuery);

export const listWebhookDeliveries: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/webhooks/{id}/deliveries",
    operationId: "listWebhookDeliveries",
    tags: ["Webhooks"],
    summary: "List the requests made to an endpoint, newest first",
    description: "Needs scope `webhooks:manage`. Kept for 30 days, the newest some 20,000 at least.",
    security: keyWith("webhooks:manage"),
    request: { params: webhookParameters, query: querySchema },
    responses: {
      200: { description: "A page.", content: { "application/json": { schema: pageSchema(deliverySchema) } } },
      ...problemResponses("invalid_request", "invalid_cursor", ...webhookErrors),
    },
  }),

  async handle(c) {
    const query = readQuery(c, querySchema);
    if (!query.ok) return problem(c, query.error);
    const { cursor, limit } = query.value;
    const after = decodeCursor(cursor, (place) => attemptPlacePattern.test(place));
    if (!after.ok) return problem(c, after.error);
    const page = await listDeliveries(c.env, c.get("key"), pathParameter(c, "id"), { after: after.value, limit });
    return page.ok ? json(200, presentPage(page.value, presentDelivery)) : problem(c, page.error);
  },
};
