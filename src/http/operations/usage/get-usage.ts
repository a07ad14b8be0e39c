import { createRoute, z } from "@hono/zod-openapi";
import { dayOf } from "../../../accounts/periods.ts";
import type { Result } from "../../../errors.ts";
import { type UsageQuery, getUsage, getUsageOfAccounts } from "../../../usage/get-usage.ts";
import { dayBefore } from "../../../usage/usage-days.ts";
import type { UsageRow } from "../../../usage/usage.ts";
import type { AppContext } from "../../app-env.ts";
import { csvLine, csvResponse, wantsCsv } from "../../csv/write-csv.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";
import { json } from "../../respond.ts";
import { exampleAccountId } from "../accounts/account-schemas.ts";
import {
  groupsOfAccount,
  groupsOfOperator,
  presentUsageRow,
  usageColumns,
  usageCsv,
  usageQuerySchema,
  usageSchema,
} from "./usage-schemas.ts";

const about =
  "Messages by the day (UTC) they were accepted on, with what has become of them by now. A message is here once it is on its way to a carrier, or scheduled.";
const defaultDays = 30;

const ownQuery = usageQuerySchema(groupsOfAccount);
const operatorQuery = usageQuerySchema(groupsOfOperator).extend({
  account: z.string().max(64).optional().openapi({ description: "Of this account alone.", example: exampleAccountId }),
});

export const getUsageOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/usage",
    operationId: "getUsage",
    tags: ["Money"],
    summary: "Tell what was sent and what it cost",
    description: `Needs scope \`usage:read\`. ${about}`,
    security: keyWith("usage:read"),
    request: { query: ownQuery },
    responses: {
      200: {
        description: "The totals.",
        content: { "application/json": { schema: usageSchema("Usage") }, "text/csv": usageCsv },
      },
      ...problemResponses("invalid_request", "unauthenticated", "missing_scope"),
    },
  }),

  async handle(c) {
    const query = readQuery(c, ownQuery);
    if (!query.ok) return problem(c, query.error);
    const nowMs = Date.now();
    const { format, ...range } = query.value;
    const usageQuery = withRange(range, nowMs);
    const rows = await getUsage(c.env, c.get("key"), usageQuery, nowMs);
    return answerUsage(c, format, usageQuery, rows);
  },
};

export const getAccountsUsage: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/usage",
    operationId: "getAccountsUsage",
    tags: ["Prices"],
    summary: "Tell what accounts sent and what it cost",
    description: about,
    security: [{ operatorKey: [] }],
    request: { query: operatorQuery },
    responses: {
      200: {
        description: "The totals.",
        content: { "application/json": { schema: usageSchema("AccountsUsage") }, "text/csv": usageCsv },
      },
      ...problemResponses("invalid_request", "unauthenticated"),
    },
  }),

  async handle(c) {
    const query = readQuery(c, operatorQuery);
    if (!query.ok) return problem(c, query.error);
    const nowMs = Date.now();
    const { format, account, ...range } = query.value;
    const usageQuery = withRange(range, nowMs);
    const rows = await getUsageOfAccounts(c.env, account ?? null, usageQuery, nowMs);
    return answerUsage(c, format, usageQuery, rows);
  },
};

/** The last thirty days where nothing else is asked for. */
function withRange<Query extends { from?: string | undefined; to?: string | undefined }>(
  query: Query,
  nowMs: number,
): Query & { from: string; to: string } {
  const to = query.to ?? dayOf(nowMs);
  return { ...query, to, from: query.from ?? dayBefore(to, defaultDays - 1) };
}

function answerUsage(
  c: AppContext,
  format: "json" | "csv" | undefined,
  { from, to, groupBy }: UsageQuery,
  rows: Result<UsageRow[]>,
): Response {
  if (!rows.ok) return problem(c, rows.error);
  const data = rows.value.map(presentUsageRow);
  if (!wantsCsv(c, format)) return json(200, { from, to, data }, { vary: "accept" });
  const columns = usageColumns(groupBy);
  const lines = data.map((row) => csvLine(columns.map((column) => row[column] ?? null)));
  return csvResponse("usage.csv", [csvLine(columns) + lines.join("")].values());
}
