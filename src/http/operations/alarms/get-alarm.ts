import { createRoute, type z } from "@hono/zod-openapi";
import { getAlarm, getOwnAlarm } from "../../../alarms/get-alarm.ts";
import { type Operation, keyWith, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import {
  alarmParameters,
  operatedAlarmSchema,
  ownAlarmSchema,
  presentOperatedAlarm,
  presentOwnAlarm,
  presentSeries,
} from "./alarm-schemas.ts";

export const getAlarmOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/alarms/{id}",
    operationId: "getAlarm",
    tags: ["Alarms"],
    summary: "Get an alarm with the graph that raised it",
    description: "And with what was told of it, to which target.",
    security: [{ operatorKey: [] }],
    request: { params: alarmParameters },
    responses: {
      200: { description: "The alarm.", content: { "application/json": { schema: operatedAlarmSchema } } },
      ...problemResponses("unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    const alarm = await getAlarm(c.env, pathParameter(c, "id"), Date.now());
    return alarm.ok ? json(200, presentOperatedAlarm(alarm.value)) : problem(c, alarm.error);
  },
};

export const getOwnAlarmOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/alarms/{id}",
    operationId: "getOwnAlarm",
    tags: ["Account"],
    summary: "Get an alarm of your account with the graph that raised it",
    description: "Needs scope `account:read`.",
    security: keyWith("account:read"),
    request: { params: alarmParameters },
    responses: {
      200: { description: "The alarm.", content: { "application/json": { schema: ownAlarmSchema } } },
      ...problemResponses("unauthenticated", "missing_scope", "not_found"),
    },
  }),

  async handle(c) {
    const alarm = await getOwnAlarm(c.env, c.get("key"), pathParameter(c, "id"), Date.now());
    if (!alarm.ok) return problem(c, alarm.error);
    const shown = { ...presentOwnAlarm(alarm.value), series: presentSeries(alarm.value) };
    return json(200, shown satisfies z.infer<typeof ownAlarmSchema>);
  },
};
