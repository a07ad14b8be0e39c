import { createRoute } from "@hono/zod-openapi";
import { createSchedule } from "../../../schedules/create-schedule.ts";
import { replayedHeaders, replayedResponseHeaders } from "../../accepted-headers.ts";
import { idempotencyHeaders, readIdempotency } from "../../idempotency-key.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { versionResponseHeaders, versionTag } from "../../version-tag.ts";
import { presentSchedule } from "./present-schedule.ts";
import { newScheduleSchema, scheduleSchema } from "./schedule-schemas.ts";

export const createScheduleOperation: Operation = {
  audit: "schedule.created",
  route: createRoute({
    method: "post",
    path: "/v1/schedules",
    operationId: "createSchedule",
    tags: ["Schedules"],
    summary: "Send messages again and again",
    description:
      "Needs scope `schedules:write`. A run that is missed because the service is down is made late, several as one.",
    security: keyWith("schedules:write"),
    request: {
      headers: idempotencyHeaders,
      body: { required: true, content: { "application/json": { schema: newScheduleSchema } } },
    },
    responses: {
      201: {
        description: "Made.",
        headers: {
          Location: { description: "Where the schedule is.", schema: { type: "string" } },
          ...versionResponseHeaders,
          ...replayedResponseHeaders,
        },
        content: { "application/json": { schema: scheduleSchema } },
      },
      ...problemResponses(
        ...bodyErrors,
        "invalid_recipient",
        "invalid_sender",
        "empty_text",
        "unencodable_text",
        "too_many_segments",
        "unauthenticated",
        "missing_scope",
        "idempotency_key_reused",
        "limit_reached",
      ),
    },
  }),

  async handle(c) {
    const body = await readJson(c, newScheduleSchema);
    if (!body.ok) return problem(c, body.error);
    const idempotency = await readIdempotency(c, "schedules", body.value.bytes);
    if (!idempotency.ok) return problem(c, idempotency.error);
    const context = { key: c.get("key"), idempotency: idempotency.value };
    const created = await createSchedule(c.env, context, body.value.value);
    if (!created.ok) return problem(c, created.error);
    const { schedule, replayed } = created.value;
    return json(201, presentSchedule(schedule), {
      location: `/v1/schedules/${schedule.id}`,
      ...versionTag(schedule.version),
      ...replayedHeaders(replayed),
    });
  },
};
