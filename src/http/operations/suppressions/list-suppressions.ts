import { createRoute, z } from "@hono/zod-openapi";
import { listSuppressions } from "../../../suppressions/list-suppressions.ts";
import { readPlace } from "../../../suppressions/suppression.ts";
import { decodeCursor } from "../../cursor.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { pageQuery, pageSchema, presentPage } from "../../pagination.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";
import { json } from "../../respond.ts";
import { presentSuppression, reasonSchema, senderSchema, suppressionSchema } from "./suppression-schemas.ts";

const querySchema = z.strictObject({
  recipient: z.string().max(50).optional().openapi({ example: "+573001234567" }),
  sender: senderSchema.optional().openapi({ description: "Only what is about this sender." }),
  reason: reasonSchema.optional(),
  ...pageQuery,
});

export const listSuppressionsOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/suppressions",
    operationId: "listSuppressions",
    tags: ["Suppressions"],
    summary: "List recipients that get nothing, by number",
    description: "Needs scope `suppressions:manage`. Filters combine.",
    security: keyWith("suppressions:manage"),
    request: { query: querySchema },
    responses: {
      200: { description: "A page.", content: { "application/json": { schema: pageSchema(suppressionSchema) } } },
      ...problemResponses(
        "invalid_request",
        "invalid_recipient",
        "invalid_sender",
        "invalid_cursor",
        "unauthenticated",
        "missing_scope",
      ),
    },
  }),

  async handle(c) {
    const query = readQuery(c, querySchema);
    if (!query.ok) return problem(c, query.error);
    const { cursor, limit, ...filter } = query.value;
    const after = decodeCursor(cursor, (place) => readPlace(place) !== null);
    if (!after.ok) return problem(c, after.error);
    const page = await listSuppressions(c.env, c.get("key"), filter, { after: after.value, limit });
    return page.ok ? json(200, presentPage(page.value, presentSuppression)) : problem(c, page.error);
  },
};
