import { createRoute, type z } from "@hono/zod-openapi";
import { findTargets } from "../../../alarms/alarm-configuration.ts";
import { saveTargets } from "../../../alarms/save-targets.ts";
import { testTarget } from "../../../alarms/test-target.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { versionResponse, versionTag } from "../../version-tag.ts";
import { changeHeaders, readChange } from "../versions/read-change.ts";
import {
  presentTarget,
  savedTargetsSchema,
  targetParameters,
  targetTestSchema,
  targetsInputSchema,
  targetsSchema,
} from "./target-schemas.ts";

export const getAlarmTargets: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/alarm-targets",
    operationId: "getAlarmTargets",
    tags: ["Alarms"],
    summary: "Get to whom alarms are told",
    description: "Without secrets.",
    security: [{ operatorKey: [] }],
    responses: { 200: versionResponse("The targets.", targetsSchema), ...problemResponses("unauthenticated") },
  }),

  async handle(c) {
    const { version, value } = await findTargets(c.env);
    return json(200, { version, targets: value.map(presentTarget) }, versionTag(version));
  },
};

export const putAlarmTargets: Operation = {
  audit: "alarm_targets.changed",
  route: createRoute({
    method: "put",
    path: "/admin/v1/alarm-targets",
    operationId: "putAlarmTargets",
    tags: ["Alarms"],
    summary: "Say to whom alarms are told",
    description:
      "All targets there are to be. Requests are signed (Standard Webhooks); those of kind `email` are `{to, subject, text, html}`, for a mail API. A text is sent when an alarm is raised.",
    security: [{ operatorKey: [] }],
    request: {
      headers: changeHeaders,
      body: { required: true, content: { "application/json": { schema: targetsInputSchema } } },
    },
    responses: {
      200: versionResponse("Stored.", savedTargetsSchema),
      ...problemResponses(
        ...bodyErrors,
        "invalid_url",
        "invalid_sender",
        "invalid_recipient",
        "unauthenticated",
        "version_conflict",
      ),
    },
  }),

  async handle(c) {
    const asked = readChange(c);
    if (!asked.ok) return problem(c, asked.error);
    const body = await readJson(c, targetsInputSchema);
    if (!body.ok) return problem(c, body.error);
    const { targets, note = null } = body.value.value;
    const saved = await saveTargets(c.env, targets, { ...asked.value, note, nowMs: Date.now() });
    if (!saved.ok) return problem(c, saved.error);
    const { version, targets: stored } = saved.value;
    const answer = {
      version,
      targets: stored.map(({ target }) => presentTarget(target)),
      secrets: Object.fromEntries(
        stored.flatMap(({ target, secret }) => (secret === null ? [] : [[target.id, secret]])),
      ),
    };
    return json(200, answer satisfies z.infer<typeof savedTargetsSchema>, versionTag(version));
  },
};

export const testAlarmTarget: Operation = {
  route: createRoute({
    method: "post",
    path: "/admin/v1/alarm-targets/{id}/test",
    operationId: "testAlarmTarget",
    tags: ["Alarms"],
    summary: "Tell a target of an alarm that is none",
    description: "At once and never again, also where the target is not enabled. A text is sent, and charged.",
    security: [{ operatorKey: [] }],
    request: { params: targetParameters },
    responses: {
      200: { description: "What came of it.", content: { "application/json": { schema: targetTestSchema } } },
      ...problemResponses("unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    const tested = await testTarget(c.env, pathParameter(c, "id"));
    return tested.ok ? json(200, tested.value satisfies z.infer<typeof targetTestSchema>) : problem(c, tested.error);
  },
};
