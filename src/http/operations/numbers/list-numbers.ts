import { createRoute, z } from "@hono/zod-openapi";
import { listNumbers } from "../../../inbound/read-numbers.ts";
import { listOwnNumbers } from "../../../inbound/own-numbers.ts";
import { decodeCursor } from "../../cursor.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { pageQuery, pageSchema, presentPage } from "../../pagination.ts";
import { problem, problemResponses } from "../../problem.ts";
import { pageQuerySchema, readPage } from "../../read-page.ts";
import { readQuery } from "../../read-query.ts";
import { json } from "../../respond.ts";
import { exampleAccountId } from "../accounts/account-schemas.ts";
import { listedNumberSchema, ownNumberSchema, presentListedNumber, presentOwnNumber } from "./number-schemas.ts";

const operatorQuerySchema = z.strictObject({
  account: z.string().max(100).optional().openapi({
    description: "Numbers of this account, in whole or by a keyword.",
    example: exampleAccountId,
  }),
  ...pageQuery,
});

export const listNumbersOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/numbers",
    operationId: "listNumbers",
    tags: ["Numbers"],
    summary: "List the numbers that texts come to",
    description: "By number. `account` has those of one account.",
    security: [{ operatorKey: [] }],
    request: { query: operatorQuerySchema },
    responses: {
      200: { description: "A page.", content: { "application/json": { schema: pageSchema(listedNumberSchema) } } },
      ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated"),
    },
  }),

  async handle(c) {
    const query = readQuery(c, operatorQuerySchema);
    if (!query.ok) return problem(c, query.error);
    const { account: accountId, cursor, limit } = query.value;
    const after = decodeCursor(cursor, () => true);
    if (!after.ok) return problem(c, after.error);
    const page = await listNumbers(c.env, { accountId, after: after.value, limit });
    return json(200, presentPage(page, presentListedNumber));
  },
};

export const listOwnNumbersOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/numbers",
    operationId: "listOwnNumbers",
    tags: ["Inbound"],
    summary: "List your numbers, and how they answer",
    description: "Needs scope `inbound:read`.",
    security: keyWith("inbound:read"),
    request: { query: pageQuerySchema },
    responses: {
      200: { description: "A page.", content: { "application/json": { schema: pageSchema(ownNumberSchema) } } },
      ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated", "missing_scope"),
    },
  }),

  async handle(c) {
    const asked = readPage(c, () => true);
    if (!asked.ok) return problem(c, asked.error);
    const page = await listOwnNumbers(c.env, c.get("key"), asked.value);
    return page.ok ? json(200, presentPage(page.value, presentOwnNumber)) : problem(c, page.error);
  },
};
