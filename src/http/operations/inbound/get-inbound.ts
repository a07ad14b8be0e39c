import { createRoute, z } from "@hono/zod-openapi";
import { getInbound } from "../../../inbound/list-inbound.ts";
import { type Operation, keyWith, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { exampleInboundId, inboundSchema, presentInbound } from "./inbound-schemas.ts";

export const getInboundOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/inbound/{id}",
    operationId: "getInbound",
    tags: ["Inbound"],
    summary: "Get a text from a handset",
    description: "Needs scope `inbound:read`.",
    security: keyWith("inbound:read"),
    request: { params: z.object({ id: z.string().openapi({ example: exampleInboundId }) }) },
    responses: {
      200: { description: "The text.", content: { "application/json": { schema: inboundSchema } } },
      ...problemResponses("unauthenticated", "missing_scope", "not_found"),
    },
  }),

  async handle(c) {
    const inbound = await getInbound(c.env, c.get("key"), pathParameter(c, "id"));
    return inbound.ok ? json(200, presentInbound(inbound.value)) : problem(c, inbound.error);
  },
};
