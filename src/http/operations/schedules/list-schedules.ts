import { createRoute, z } from "@hono/zod-openapi";
import { isId } from "../../../ids.ts";
import { listSchedules } from "../../../schedules/read-schedules.ts";
import { decodeCursor } from "../../cursor.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { pageQuery, pageSchema, presentPage } from "../../pagination.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";
import { json } from "../../respond.ts";
import { presentSchedule } from "./present-schedule.ts";
import { scheduleSchema } from "./schedule-schemas.ts";

const querySchema = z.strictObject(pageQuery);

export const listSchedulesOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/schedules",
    operationId: "listSchedules",
    tags: ["Schedules"],
    summary: "List recurring schedules, newest first",
    description: "Needs scope `messages:read`.",
    security: keyWith("messages:read"),
    request: { query: querySchema },
    responses: {
      200: { description: "A page.", content: { "application/json": { schema: pageSchema(scheduleSchema) } } },
      ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated", "missing_scope"),
    },
  }),

  async handle(c) {
    const query = readQuery(c, querySchema);
    if (!query.ok) return problem(c, query.error);
    const afterId = decodeCursor(query.value.cursor, (after) => isId("schedule", after));
    if (!afterId.ok) return problem(c, afterId.error);
    const page = await listSchedules(c.env, c.get("key"), { afterId: afterId.value, limit: query.value.limit });
    return page.ok ? json(200, presentPage(page.value, presentSchedule)) : problem(c, page.error);
  },
};
