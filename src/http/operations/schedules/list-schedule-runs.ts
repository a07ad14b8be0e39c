import { createRoute, z } from "@hono/zod-openapi";
import { listScheduleRuns } from "../../../schedules/read-schedules.ts";
import { type Operation, keyWith, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { presentRun } from "./present-schedule.ts";
import { exampleScheduleId, scheduleRunSchema } from "./schedule-schemas.ts";

const runsSchema = z.object({ data: z.array(scheduleRunSchema) }).openapi("ScheduleRuns");

export const listScheduleRunsOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/schedules/{id}/runs",
    operationId: "listScheduleRuns",
    tags: ["Schedules"],
    summary: "List the last 50 runs of a schedule, newest first",
    description: "Needs scope `messages:read`.",
    security: keyWith("messages:read"),
    request: { params: z.object({ id: z.string().openapi({ example: exampleScheduleId }) }) },
    responses: {
      200: { description: "The runs.", content: { "application/json": { schema: runsSchema } } },
      ...problemResponses("unauthenticated", "missing_scope", "not_found"),
    },
  }),

  async handle(c) {
    const runs = await listScheduleRuns(c.env, c.get("key"), pathParameter(c, "id"));
    return runs.ok ? json(200, { data: runs.value.map(presentRun) }) : problem(c, runs.error);
  },
};
