import { createRoute } from "@hono/zod-openapi";
import { listCarriers } from "../../../carriers/list-carriers.ts";
import type { Operation } from "../../operation.ts";
import { pageSchema, presentPage } from "../../pagination.ts";
import { problem, problemResponses } from "../../problem.ts";
import { pageQuerySchema, readPage } from "../../read-page.ts";
import { isoTime, json } from "../../respond.ts";
import { carrierIdSchema, listedCarrierSchema } from "./carrier-schemas.ts";

export const listCarriersOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/carriers",
    operationId: "listCarriers",
    tags: ["Carriers"],
    summary: "List carriers by id",
    description: "Each as `GET /admin/v1/carriers/{id}` has it.",
    security: [{ operatorKey: [] }],
    request: { query: pageQuerySchema },
    responses: {
      200: { description: "A page.", content: { "application/json": { schema: pageSchema(listedCarrierSchema) } } },
      ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated"),
    },
  }),

  async handle(c) {
    const asked = readPage(c, (after) => carrierIdSchema.safeParse(after).success);
    if (!asked.ok) return problem(c, asked.error);
    const { after: afterId, limit } = asked.value;
    const page = await listCarriers(c.env, { afterId, limit });
    return json(
      200,
      presentPage(page, ({ createdAtMs, ...carrier }) => ({ ...carrier, createdAt: isoTime(createdAtMs) })),
    );
  },
};
