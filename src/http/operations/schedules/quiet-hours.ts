import { createRoute } from "@hono/zod-openapi";
import { getQuietHours, setQuietHours } from "../../../schedules/quiet-hours-setting.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { quietHoursSettingSchema } from "./schedule-schemas.ts";

const content = { "application/json": { schema: quietHoursSettingSchema } };

export const getQuietHoursOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/quiet-hours",
    operationId: "getQuietHours",
    tags: ["Schedules"],
    summary: "Get the account's quiet hours",
    description: "Needs scope `messages:read`.",
    security: keyWith("messages:read"),
    responses: {
      200: { description: "The quiet hours.", content },
      ...problemResponses("unauthenticated", "missing_scope"),
    },
  }),

  async handle(c) {
    const setting = await getQuietHours(c.env, c.get("key"));
    return setting.ok ? json(200, setting.value) : problem(c, setting.error);
  },
};

export const putQuietHoursOperation: Operation = {
  audit: "quiet_hours.changed",
  route: createRoute({
    method: "put",
    path: "/v1/quiet-hours",
    operationId: "putQuietHours",
    tags: ["Schedules"],
    summary: "Set the account's quiet hours",
    description:
      "Needs scope `schedules:write`. Messages accepted from now on wait for their end, but for lane `otp` and those that say otherwise themselves.",
    security: keyWith("schedules:write"),
    request: { body: { required: true, content } },
    responses: {
      200: { description: "The quiet hours as they are now.", content },
      ...problemResponses(...bodyErrors, "unauthenticated", "missing_scope"),
    },
  }),

  async handle(c) {
    const body = await readJson(c, quietHoursSettingSchema);
    if (!body.ok) return problem(c, body.error);
    const set = await setQuietHours(c.env, c.get("key"), body.value.value);
    return set.ok ? json(200, set.value) : problem(c, set.error);
  },
};
