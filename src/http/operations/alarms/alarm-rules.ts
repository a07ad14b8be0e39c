import { createRoute, z } from "@hono/zod-openapi";
import { getRules } from "../../../alarms/alarm-configuration.ts";
import { saveRules } from "../../../alarms/save-rules.ts";
import { tryRules } from "../../../alarms/try-rules.ts";
import type { Operation } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { readQuery } from "../../read-query.ts";
import { json } from "../../respond.ts";
import { versionResponse, versionTag } from "../../version-tag.ts";
import { changeHeaders, readChange } from "../versions/read-change.ts";
import { presentRules, presentTrial, rulesInputSchema, rulesSchema, rulesTrialSchema } from "./rule-schemas.ts";

const dryRunQuery = z.strictObject({
  dryRun: z
    .enum(["true", "false"])
    .default("false")
    .openapi({ description: "`true` answers what would have been raised in the last 24 hours, and stores nothing." }),
});

export const getAlarmRules: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/alarm-rules",
    operationId: "getAlarmRules",
    tags: ["Alarms"],
    summary: "Get the rules that raise alarms",
    description: "As they are in force, with what is built in.",
    security: [{ operatorKey: [] }],
    responses: { 200: versionResponse("The rules.", rulesSchema), ...problemResponses("unauthenticated") },
  }),

  async handle(c) {
    const rules = await getRules(c.env);
    return json(200, presentRules(rules), versionTag(rules.version));
  },
};

export const putAlarmRules: Operation = {
  audit: "alarm_rules.changed",
  route: createRoute({
    method: "put",
    path: "/admin/v1/alarm-rules",
    operationId: "putAlarmRules",
    tags: ["Alarms"],
    summary: "Change the rules that raise alarms",
    description: "They hold from the next minute on. Try them on the last day first, with `dryRun`.",
    security: [{ operatorKey: [] }],
    request: {
      headers: changeHeaders,
      query: dryRunQuery,
      body: { required: true, content: { "application/json": { schema: rulesInputSchema } } },
    },
    responses: {
      200: versionResponse(
        "Stored, or with `dryRun` what would have been raised.",
        z.union([rulesTrialSchema, rulesSchema]),
      ),
      ...problemResponses(...bodyErrors, "unauthenticated", "version_conflict"),
    },
  }),

  async handle(c) {
    const query = readQuery(c, dryRunQuery);
    if (!query.ok) return problem(c, query.error);
    const asked = readChange(c);
    if (!asked.ok) return problem(c, asked.error);
    const body = await readJson(c, rulesInputSchema);
    if (!body.ok) return problem(c, body.error);
    const { rules, note = null } = body.value.value;
    const change = { ...asked.value, note, nowMs: Date.now() };
    if (query.value.dryRun === "true") {
      const trial = await tryRules(c.env, rules, change);
      if (!trial.ok) return problem(c, trial.error);
      return json(200, presentTrial(trial.value), versionTag(trial.value.version));
    }
    const saved = await saveRules(c.env, rules, change);
    if (!saved.ok) return problem(c, saved.error);
    return json(200, presentRules(saved.value), versionTag(saved.value.version));
  },
};
