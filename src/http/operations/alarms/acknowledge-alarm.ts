import { createRoute } from "@hono/zod-openapi";
import { acknowledgeAlarm } from "../../../alarms/acknowledge-alarm.ts";
import { authorHeaders, readAuthor } from "../../author.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { noteBody, readNote } from "../versions/note-body.ts";
import { alarmParameters, operatedAlarmSchema, presentOperatedAlarm } from "./alarm-schemas.ts";

export const acknowledgeAlarmOperation: Operation = {
  audit: "alarm.acknowledged",
  route: createRoute({
    method: "post",
    path: "/admin/v1/alarms/{id}/acknowledge",
    operationId: "acknowledgeAlarm",
    tags: ["Alarms"],
    summary: "Take an alarm on",
    description: "Says to others that somebody sees to it; who said so first stays.",
    security: [{ operatorKey: [] }],
    request: { params: alarmParameters, headers: authorHeaders, body: noteBody },
    responses: {
      200: { description: "The alarm.", content: { "application/json": { schema: operatedAlarmSchema } } },
      ...problemResponses(...bodyErrors, "unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    const author = readAuthor(c);
    if (!author.ok) return problem(c, author.error);
    const note = await readNote(c);
    if (!note.ok) return problem(c, note.error);
    const answer = { author: author.value, note: note.value, nowMs: Date.now() };
    const alarm = await acknowledgeAlarm(c.env, pathParameter(c, "id"), answer);
    return alarm.ok ? json(200, presentOperatedAlarm(alarm.value)) : problem(c, alarm.error);
  },
};
