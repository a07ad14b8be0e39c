import { createRoute, z } from "@hono/zod-openapi";
import { getSchedule } from "../../../schedules/read-schedules.ts";
import { type Operation, keyWith, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { versionResponse, versionTag } from "../../version-tag.ts";
import { presentSchedule } from "./present-schedule.ts";
import { exampleScheduleId, scheduleSchema } from "./schedule-schemas.ts";

export const getScheduleOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/schedules/{id}",
    operationId: "getSchedule",
    tags: ["Schedules"],
    summary: "Get a recurring schedule with its next run",
    description: "Needs scope `messages:read`.",
    security: keyWith("messages:read"),
    request: { params: z.object({ id: z.string().openapi({ example: exampleScheduleId }) }) },
    responses: {
      200: versionResponse("The schedule.", scheduleSchema),
      ...problemResponses("unauthenticated", "missing_scope", "not_found"),
    },
  }),

  async handle(c) {
    const schedule = await getSchedule(c.env, c.get("key"), pathParameter(c, "id"));
    if (!schedule.ok) return problem(c, schedule.error);
    return json(200, presentSchedule(schedule.value), versionTag(schedule.value.version));
  },
};
