import { createRoute, z } from "@hono/zod-openapi";
import { isId } from "../../../ids.ts";
import { listInbound, listOwnInbound } from "../../../inbound/list-inbound.ts";
import { decodeCursor } from "../../cursor.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { pageQuery, pageSchema, presentPage } from "../../pagination.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";
import { json } from "../../respond.ts";
import { exampleAccountId } from "../accounts/account-schemas.ts";
import {
  inboundQuery,
  inboundSchema,
  managedInboundSchema,
  presentInbound,
  presentManagedInbound,
  receivedRange,
} from "./inbound-schemas.ts";

const ownQuerySchema = z.strictObject({ ...inboundQuery, ...pageQuery });
const operatorQuerySchema = ownQuerySchema.extend({
  account: z.string().max(100).optional().openapi({
    description: "Texts of this account; `none` for those that are nobody's.",
    example: exampleAccountId,
  }),
});

export const listInboundOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/inbound",
    operationId: "listInbound",
    tags: ["Numbers"],
    summary: "List texts from handsets, newest first",
    description: "With `account=none` those that came to numbers which are nobody's.",
    security: [{ operatorKey: [] }],
    request: { query: operatorQuerySchema },
    responses: {
      200: { description: "A page.", content: { "application/json": { schema: pageSchema(managedInboundSchema) } } },
      ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated"),
    },
  }),

  async handle(c) {
    const query = readQuery(c, operatorQuerySchema);
    if (!query.ok) return problem(c, query.error);
    const { account, cursor, from, to, limit } = query.value;
    const afterId = decodeCursor(cursor, (after) => isId("inbound", after));
    if (!afterId.ok) return problem(c, afterId.error);
    const accountId = account === "none" ? null : account;
    const filter = { accountId, from, to, ...receivedRange(query.value), afterId: afterId.value, limit };
    return json(200, presentPage(await listInbound(c.env, filter), presentManagedInbound));
  },
};

export const listOwnInboundOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/inbound",
    operationId: "listOwnInbound",
    tags: ["Inbound"],
    summary: "List texts from handsets to your numbers, newest first",
    description: "Needs scope `inbound:read`. Filters combine.",
    security: keyWith("inbound:read"),
    request: { query: ownQuerySchema },
    responses: {
      200: { description: "A page.", content: { "application/json": { schema: pageSchema(inboundSchema) } } },
      ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated", "missing_scope"),
    },
  }),

  async handle(c) {
    const query = readQuery(c, ownQuerySchema);
    if (!query.ok) return problem(c, query.error);
    const { cursor, from, to, limit } = query.value;
    const afterId = decodeCursor(cursor, (after) => isId("inbound", after));
    if (!afterId.ok) return problem(c, afterId.error);
    const filter = { from, to, ...receivedRange(query.value), afterId: afterId.value, limit };
    const page = await listOwnInbound(c.env, c.get("key"), filter);
    return page.ok ? json(200, presentPage(page.value, presentInbound)) : problem(c, page.error);
  },
};
