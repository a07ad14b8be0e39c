import { createRoute } from "@hono/zod-openapi";
import { listAccounts, listSubAccounts } from "../../../accounts/list-accounts.ts";
import { isId } from "../../../ids.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { pageSchema, presentPage } from "../../pagination.ts";
import { problem, problemResponses } from "../../problem.ts";
import { pageQuerySchema, readPage } from "../../read-page.ts";
import { json } from "../../respond.ts";
import { listedAccountSchema } from "./account-schemas.ts";
import { presentListed } from "./present-account.ts";

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
    request: { query: pageQuerySchema },
    responses: { 200: page, ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated") },
  }),

  async handle(c) {
    const asked = readPage(c, (after) => isId("account", after));
    if (!asked.ok) return problem(c, asked.error);
    const { after: afterId, limit } = asked.value;
    const accounts = await listAccounts(c.env, { afterId, limit });
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
