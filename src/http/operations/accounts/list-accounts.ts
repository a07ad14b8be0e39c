import { createRoute, z } from "@hono/zod-openapi";
import { listAccounts } from "../../../accounts/list-accounts.ts";
import { isId } from "../../../ids.ts";
import { decodeCursor } from "../../cursor.ts";
import type { Operation } from "../../operation.ts";
import { pageQuery, pageSchema, presentPage } from "../../pagination.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";
import { isoTime, json } from "../../respond.ts";
import { listedAccountSchema } from "./account-schemas.ts";

const querySchema = z.strictObject(pageQuery);

export const listAccountsOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/accounts",
    operationId: "listAccounts",
    tags: ["Accounts"],
    summary: "List accounts, newest first",
    security: [{ operatorKey: [] }],
    request: { query: querySchema },
    responses: {
      200: { description: "A page.", content: { "application/json": { schema: pageSchema(listedAccountSchema) } } },
      ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated"),
    },
  }),

  async handle(c) {
    const query = readQuery(c, querySchema);
    if (!query.ok) return problem(c, query.error);
    const afterId = decodeCursor(query.value.cursor, (after) => isId("account", after));
    if (!afterId.ok) return problem(c, afterId.error);
    const page = await listAccounts(c.env, { afterId: afterId.value, limit: query.value.limit });
    return json(
      200,
      presentPage(page, ({ id, name, createdAtMs }) => ({ id, name, createdAt: isoTime(createdAtMs) })),
    );
  },
};
