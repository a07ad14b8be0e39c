import { createRoute, type z } from "@hono/zod-openapi";
import { listAlarms, listOwnAlarms } from "../../../alarms/list-alarms.ts";
import { isId } from "../../../ids.ts";
import { decodeCursor } from "../../cursor.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { pageSchema, presentPage } from "../../pagination.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";
import { json } from "../../respond.ts";
import { alarmSchema, alarmsQuery, ownAlarmsQuery, presentAlarm, presentOwnAlarm } from "./alarm-schemas.ts";

const page = { description: "A page.", content: { "application/json": { schema: pageSchema(alarmSchema) } } };

export const listAlarmsOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/alarms",
    operationId: "listAlarms",
    tags: ["Alarms"],
    summary: "List alarms, newest first",
    description: "Those that are raised, and those of the last 90 days.",
    security: [{ operatorKey: [] }],
    request: { query: alarmsQuery },
    responses: { 200: page, ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated") },
  }),

  async handle(c) {
    const query = readQuery(c, alarmsQuery);
    if (!query.ok) return problem(c, query.error);
    const { account, cursor, limit } = query.value;
    const afterId = decodeCursor(cursor, (after) => isId("alarm", after));
    if (!afterId.ok) return problem(c, afterId.error);
    const filters = { ...filtersOf(query.value), accountId: account };
    const alarms = await listAlarms(c.env, filters, { afterId: afterId.value, limit, nowMs: Date.now() });
    return json(200, presentPage(alarms, presentAlarm));
  },
};

export const listOwnAlarmsOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/alarms",
    operationId: "listOwnAlarms",
    tags: ["Account"],
    summary: "List alarms of your account, newest first",
    description:
      "Needs scope `account:read`. A low balance, a webhook endpoint that is no longer delivered to, fewer messages delivered than usual.",
    security: keyWith("account:read"),
    request: { query: ownAlarmsQuery },
    responses: {
      200: page,
      ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated", "missing_scope"),
    },
  }),

  async handle(c) {
    const query = readQuery(c, ownAlarmsQuery);
    if (!query.ok) return problem(c, query.error);
    const { cursor, limit } = query.value;
    const afterId = decodeCursor(cursor, (after) => isId("alarm", after));
    if (!afterId.ok) return problem(c, afterId.error);
    const place = { afterId: afterId.value, limit, nowMs: Date.now() };
    const alarms = await listOwnAlarms(c.env, c.get("key"), filtersOf(query.value), place);
    return alarms.ok ? json(200, presentPage(alarms.value, presentOwnAlarm)) : problem(c, alarms.error);
  },
};

function filtersOf({ state, rule }: z.infer<typeof ownAlarmsQuery>) {
  return { rule, isOpen: state === undefined ? undefined : state === "raised" };
}
