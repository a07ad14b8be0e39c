import { createRoute, z } from "@hono/zod-openapi";
import { listAccountAudit, listAudit } from "../../../audit/list-audit.ts";
import { isId } from "../../../ids.ts";
import { decodeCursor } from "../../cursor.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { pageSchema, presentPage } from "../../pagination.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";
import { json } from "../../respond.ts";
import { exampleAccountId } from "../accounts/account-schemas.ts";
import { auditEntrySchema, auditFilters, auditQuerySchema, presentEntry } from "./audit-schemas.ts";

const operatorQuerySchema = auditQuerySchema.extend({
  account: z.string().max(100).optional().openapi({ example: exampleAccountId }),
});
const page = { description: "A page.", content: { "application/json": { schema: pageSchema(auditEntrySchema) } } };

export const listAuditOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/audit",
    operationId: "listAudit",
    tags: ["Audit"],
    summary: "See who changed what, newest first",
    description: "Of all accounts, and of what operators configure.",
    security: [{ operatorKey: [] }],
    request: { query: operatorQuerySchema },
    responses: { 200: page, ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated") },
  }),

  async handle(c) {
    const query = readQuery(c, operatorQuerySchema);
    if (!query.ok) return problem(c, query.error);
    const { account, cursor, limit, ...rest } = query.value;
    const afterId = decodeCursor(cursor, (after) => isId("audit", after));
    if (!afterId.ok) return problem(c, afterId.error);
    const filters = { ...auditFilters({ ...rest, limit }), accountId: account };
    const entries = await listAudit(c.env, filters, { afterId: afterId.value, limit });
    return json(200, presentPage(entries, presentEntry));
  },
};

export const listOwnAudit: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/audit",
    operationId: "listOwnAudit",
    tags: ["Account"],
    summary: "See who changed what in your account, newest first",
    description: "Needs scope `audit:read`.",
    security: keyWith("audit:read"),
    request: { query: auditQuerySchema },
    responses: {
      200: page,
      ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated", "missing_scope"),
    },
  }),

  async handle(c) {
    const query = readQuery(c, auditQuerySchema);
    if (!query.ok) return problem(c, query.error);
    const { cursor, limit } = query.value;
    const afterId = decodeCursor(cursor, (after) => isId("audit", after));
    if (!afterId.ok) return problem(c, afterId.error);
    const entries = await listAccountAudit(c.env, c.get("key"), auditFilters(query.value), {
      afterId: afterId.value,
      limit,
    });
    return entries.ok ? json(200, presentPage(entries.value, presentEntry)) : problem(c, entries.error);
  },
};
