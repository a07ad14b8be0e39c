import { createRoute, z } from "@hono/zod-openapi";
import { listAccounts, listSubAccounts } from "../../../accounts/list-accounts.ts";
import { isId } from "../../../ids.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { decodeCursor } from "../../cursor.ts";
import { pageQuery, pageSchema, presentPage } from "../../pagination.ts";
import { problem, problemResponses } from "../../problem.ts";
import { pageQuerySchema, readPage } from "../../read-page.ts";
import { readQuery } from "../../read-query.ts";
import { json } from "../../respond.ts";
import { exampleAccountId, listedAccountSchema } from "./account-schemas.ts";
import { presentListed } from "./present-account.ts";

const searchSchema = z.strictObject({
  search: z.string().min(1).max(100).optional().openapi({
    description: "A part of the name, or the whole id.",
    example: "elibom",
  }),
  parent: z.string().min(1).max(100).optional().openapi({
    description: "Only the sub-accounts of this account.",
    example: exampleAccountId,
  }),
  ...pageQuery,
});

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
    request: { query: searchSchema },
    responses: { 200: page, ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated") },
  }),

  async handle(c) {
    const query = readQuery(c, searchSchema);
    if (!query.ok) return problem(c, query.error);
    const { search, parent: parentId, cursor, limit } = query.value;
    const after = decodeCursor(cursor, (place) => isId("account", place));
    if (!after.ok) return problem(c, after.error);
    const accounts = await listAccounts(c.env, { search, parentId, afterId: after.value, limit });
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
    request: { query: pageQuerySchema },
    responses: {
      200: page,
      ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated", "missing_scope"),
    },
  }),

  async handle(c) {
    const asked = readPage(c, (after) => isId("account", after));
    if (!asked.ok) return problem(c, asked.error);
    const { after: afterId, limit } = asked.value;
    const subAccounts = await listSubAccounts(c.env, c.get("key"), { afterId, limit });
    return subAccounts.ok ? json(200, presentPage(subAccounts.value, presentListed)) : problem(c, subAccounts.error);
  },
};
