import { createRoute, z } from "@hono/zod-openapi";
import type { Operation } from "../../operation.ts";
import { problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";

const healthSchema = z.object({ ok: z.literal(true) }).openapi("Health");

export const checkHealth: Operation = {
  route: createRoute({
    method: "get",
    path: "/healthz",
    operationId: "checkHealth",
    tags: ["Service"],
    summary: "Say that the edge is up",
    description: "Answers while the Worker runs; it asks nothing else.",
    security: [],
    responses: {
      200: { description: "It is.", content: { "application/json": { schema: healthSchema } } },
      ...problemResponses(),
    },
  }),

  handle: () => json(200, { ok: true } satisfies z.infer<typeof healthSchema>),
};
