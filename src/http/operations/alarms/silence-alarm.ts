import { createRoute, z } from "@hono/zod-openapi";
import { silenceAlarm } from "../../../alarms/silence-alarm.ts";
import { authorHeaders, readAuthor } from "../../author.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { alarmParameters, operatedAlarmSchema, presentOperatedAlarm } from "./alarm-schemas.ts";

const silenceSchema = z
  .strictObject({
    until: z.iso
      .datetime({ offset: true, error: "This must be a date and time as in 2026-11-21T10:00:00Z." })
      .nullable()
      .openapi({ description: "Within 90 days; null ends the silence." }),
    reason: z.string().min(1).max(500).openapi({ example: "Maintenance at the carrier, ticket 4711" }),
  })
  .openapi("Silence", { example: { until: null, reason: "Maintenance is over" } });

export const silenceAlarmOperation: Operation = {
  audit: "alarm.silenced",
  route: createRoute({
    method: "post",
    path: "/admin/v1/alarms/{id}/silence",
    operationId: "silenceAlarm",
    tags: ["Alarms"],
    summary: "Hear nothing of an alarm's rule and subject for a while",
    description:
      "Alarms are raised and cleared as ever. What was raised in silence and still is when it ends is told then.",
    security: [{ operatorKey: [] }],
    request: {
      params: alarmParameters,
      headers: authorHeaders,
      body: { required: true, content: { "application/json": { schema: silenceSchema } } },
    },
    responses: {
      200: { description: "The alarm.", content: { "application/json": { schema: operatedAlarmSchema } } },
      ...problemResponses(...bodyErrors, "unauthenticated", "not_found", "limit_reached"),
    },
  }),

  async handle(c) {
    const author = readAuthor(c);
    if (!author.ok) return problem(c, author.error);
    const body = await readJson(c, silenceSchema);
    if (!body.ok) return problem(c, body.error);
    const { until, reason } = body.value.value;
    const alarm = await silenceAlarm(c.env, pathParameter(c, "id"), {
      author: author.value,
      untilMs: until === null ? null : Date.parse(until),
      reason,
      nowMs: Date.now(),
    });
    return alarm.ok ? json(200, presentOperatedAlarm(alarm.value)) : problem(c, alarm.error);
  },
};
