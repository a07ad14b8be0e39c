import { createRoute } from "@hono/zod-openapi";
import { isId } from "../../../ids.ts";
import { listSchedules } from "../../../schedules/read-schedules.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { pageSchema, presentPage } from "../../pagination.ts";
import { problem, problemResponses } from "../../problem.ts";
import { pageQuerySchema, readPage } from "../../read-page.ts";
import { json } from "../../respond.ts";
import { presentSchedule } from "./present-schedule.ts";
import { scheduleSchema } from "./schedule-schemas.ts";

export const listSchedulesOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/schedules",
    operationId: "listSchedules",
    tags: ["Schedules"],
    summary: "List recurring schedules, newest first",
    description: "Needs scope `messages:read`.",
    security: keyWith("messages:read"),
    request: { query: pageQuerySchema },
    responses: {
      200: { description: "A page.", content: { "application/json": { schema: pageSchema(scheduleSchema) } } },
      ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated", "missing_scope"),
    },
  }),

  async handle(c) {
    const asked = readPage(c, (after) => isId("schedule", after));
    if (!asked.ok) return problem(c, asked.error);
    const { after: afterId, limit } = asked.value;
    const page = await listSchedules(c.env, c.get("key"), { afterId, limit });
    return page.ok ? json(200, presentPage(page.value, presentSchedule)) : problem(c, page.error);
  },
};
