import { createRoute, z } from "@hono/zod-openapi";
import { changeSchedule } from "../../../schedules/change-schedule.ts";
import { type Operation, keyWith, pathParameter } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { readExpectedVersion, versionHeaders, versionResponse, versionTag } from "../../version-tag.ts";
import { presentSchedule } from "./present-schedule.ts";
import { exampleScheduleId, scheduleChangeSchema, scheduleSchema } from "./schedule-schemas.ts";

export const changeScheduleOperation: Operation = {
  audit: "schedule.changed",
  route: createRoute({
    method: "patch",
    path: "/v1/schedules/{id}",
    operationId: "changeSchedule",
    tags: ["Schedules"],
    summary: "Change, pause or resume a recurring schedule",
    description:
      "Needs scope `schedules:write`. What is left out stays. Messages that its runs have made are not changed.",
    security: keyWith("schedules:write"),
    request: {
      params: z.object({ id: z.string().openapi({ example: exampleScheduleId }) }),
      headers: versionHeaders,
      body: { required: true, content: { "application/json": { schema: scheduleChangeSchema } } },
    },
    responses: {
      200: versionResponse("The schedule as it is now.", scheduleSchema),
      ...problemResponses(
        ...bodyErrors,
        "invalid_recipient",
        "invalid_sender",
        "empty_text",
        "unencodable_text",
        "too_many_segments",
        "unauthenticated",
        "missing_scope",
        "not_found",
        "version_conflict",
      ),
    },
  }),

  async handle(c) {
    const expectedVersion = readExpectedVersion(c);
    if (!expectedVersion.ok) return problem(c, expectedVersion.error);
    const body = await readJson(c, scheduleChangeSchema);
    if (!body.ok) return problem(c, body.error);
    const context = { key: c.get("key"), expectedVersion: expectedVersion.value };
    const changed = await changeSchedule(c.env, context, pathParameter(c, "id"), body.value.value);
    if (!changed.ok) return problem(c, changed.error);
    return json(200, presentSchedule(changed.value), versionTag(changed.value.version));
  },
};
