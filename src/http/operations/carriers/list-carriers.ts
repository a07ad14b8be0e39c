import { createRoute, z } from "@hono/zod-openapi";
import { listCarriers } from "../../../carriers/list-carriers.ts";
import { decodeCursor } from "../../cursor.ts";
import type { Operation } from "../../operation.ts";
import { pageQuery, pageSchema, presentPage } from "../../pagination.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";
import { isoTime, json } from "../../respond.ts";
import { carrierIdSchema, listedCarrierSchema } from "./carrier-schemas.ts";

const querySchema = z.strictObject(pageQuery);

export const listCarriersOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/carriers",
    operationId: "listCarriers",
    tags: ["Carriers"],
    summary: "List carriers by id",
    description: "Each as `GET /admin/v1/carriers/{id}` has it.",
    security: [{ operatorKey: [] }],
    request: { query: querySchema },
    responses: {
      200: { description: "A page.", content: { "application/json": { schema: pageSchema(listedCarrierSchema) } } },
      ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated"),
    },
  }),

  async handle(c) {
    const query = readQuery(c, querySchema);
    if (!query.ok) return problem(c, query.error);
    const afterId = decodeCursor(query.value.cursor, (after) => carrierIdSchema.safeParse(after).success);
    if (!afterId.ok) return problem(c, afterId.error);
    const page = await listCarriers(c.env, { afterId: afterId.value, limit: query.value.limit });
    return json(
      200,
      presentPage(page, ({ createdAtMs, ...carrier }) => ({ ...carrier, createdAt: isoTime(createdAtMs) })),
    );
  },
};
