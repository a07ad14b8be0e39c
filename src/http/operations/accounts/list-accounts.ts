import { createRoute, z } from "@hono/zod-openapi";
import { listAccounts, listSubAccounts } from "../../../accounts/list-accounts.ts";
import { isId } from "../../../ids.ts";
import { decodeCursor } from "../../cursor.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { pageQuery, pageSchema, presentPage } from "../../pagination.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";
import { json } from "../../respond.ts";
import { listedAccountSchema } from "./account-schemas.ts";
import { presentListed } from "./present-account.ts";

const querySchema = z.strictObject(pageQuery);
const page = { description: "A page.", content: { "application/json": { schema: pageSchema(listedAccountSchema) } } };

export const listAccountsOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/accounts",
    operationId: "listAccounts",
    tags: ["Accounts"],
    summary: "List accounts and sub-accounts, newest first",
    description: "Sub-accounts are among them; `parentId` says whose they are.",
    security: [{ operatorKey: [] }],
    request: { query: querySchema },
    responses: { 200: page, ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated") },
  }),

  async handle(c) {
    const query = readQuery(c, querySchema);
    if (!query.ok) return problem(c, query.error);
    const afterId = decodeCursor(query.value.cursor, (after) => isId("account", after));
    if (!afterId.ok) return problem(c, afterId.error);
    const accounts = await listAccounts(c.env, { afterId: afterId.value, limit: query.value.limit });
    return json(200, presentPage(accounts, presentListed));
  },
};

export const listSubAccountsOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/accounts",
    operationId: "listSubAccounts",
    tags: ["Sub-accounts"],
    summary: "List your sub-accounts, newest first",
    description: "Needs scope `accounts:manage`.",
    security: keyWith("accounts:manage"),
    request: { query: querySchema },
    responses: {
      200: page,
      ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated", "missing_scope"),
    },
  }),

  async handle(c) {
    const query = readQuery(c, querySchema);
    if (!query.ok) return problem(c, query.error);
    const afterId = decodeCursor(query.value.cursor, (after) => isId("account", after));
    if (!afterId.ok) return problem(c, afterId.error);
    const subAccounts = await listSubAccounts(c.env, c.get("key"), {
      afterId: afterId.value,
      limit: query.value.limit,
    });
    return subAccounts.ok ? json(200, presentPage(subAccounts.value, presentListed)) : problem(c, subAccounts.error);
  },
};
