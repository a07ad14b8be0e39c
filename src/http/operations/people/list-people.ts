import { createRoute, z } from "@hono/zod-openapi";
import { isId } from "../../../ids.ts";
import { listPeople } from "../../../people/list-people.ts";
import { decodeCursor } from "../../cursor.ts";
import type { Operation } from "../../operation.ts";
import { pageQuery, pageSchema, presentPage } from "../../pagination.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";
import { isoTime, json } from "../../respond.ts";
import { emailSchema, listedPersonSchema } from "./people-schemas.ts";

const querySchema = z.strictObject({
  email: emailSchema.optional(),
  operator: z.enum(["true", "false"]).optional().openapi({ description: "`true` for operators only." }),
  ...pageQuery,
});

export const listPeopleOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/people",
    operationId: "listPeople",
    tags: ["People"],
    summary: "List everybody who signs in, newest first",
    description: "Of all accounts, operators among them.",
    security: [{ operatorKey: [] }],
    request: { query: querySchema },
    responses: {
      200: { description: "A page.", content: { "application/json": { schema: pageSchema(listedPersonSchema) } } },
      ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated", "role_not_permitted"),
    },
  }),

  async handle(c) {
    const query = readQuery(c, querySchema);
    if (!query.ok) return problem(c, query.error);
    const { email, operator, cursor, limit } = query.value;
    const afterId = decodeCursor(cursor, (after) => isId("person", after));
    if (!afterId.ok) return problem(c, afterId.error);
    const filters = { email, operator: operator === undefined ? undefined : operator === "true" };
    const page = await listPeople(c.env, { ...filters, afterId: afterId.value, limit });
    return json(
      200,
      presentPage(page, ({ id, email, name, operator, twoFactor, createdAtMs }) => ({
        id,
        email,
        name,
        operator,
        twoFactor,
        createdAt: isoTime(createdAtMs),
      })),
    );
  },
};
