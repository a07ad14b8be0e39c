import { createRoute, z } from "@hono/zod-openapi";
import { deleteSchedule } from "../../../schedules/delete-schedule.ts";
import { type Operation, keyWith, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readExpectedVersion, versionHeaders } from "../../version-tag.ts";
import { exampleScheduleId } from "./schedule-schemas.ts";

export const deleteScheduleOperation: Operation = {
  audit: "schedule.deleted",
  route: createRoute({
    method: "delete",
    path: "/v1/schedules/{id}",
    operationId: "deleteSchedule",
    tags: ["Schedules"],
    summary: "Delete a recurring schedule and its history",
    description: "Needs scope `schedules:write`. Messages that its runs have made stay.",
    security: keyWith("schedules:write"),
    request: {
      params: z.object({ id: z.string().openapi({ example: exampleScheduleId }) }),
      headers: versionHeaders,
    },
    responses: {
      204: { description: "It does not run any more." },
      ...problemResponses("invalid_request", "unauthenticated", "missing_scope", "not_found", "version_conflict"),
    },
  }),

  async handle(c) {
    const expectedVersion = readExpectedVersion(c);
    if (!expectedVersion.ok) return problem(c, expectedVersion.error);
    const deleted = await deleteSchedule(c.env, c.get("key"), pathParameter(c, "id"), expectedVersion.value);
    return deleted.ok ? new Response(null, { status: 204 }) : problem(c, deleted.error);
  },
};
