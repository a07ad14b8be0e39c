import { z } from "@hono/zod-openapi";
import type { Versioned } from "../../../alarms/alarm-configuration.ts";
import type { RulesTrial } from "../../../alarms/try-rules.ts";
import { type AllRuleSettings, alarmRules, alarmSeverities, ruleDefinitions } from "../../../alarms/rules.ts";
import { isoTime } from "../../respond.ts";
import { timeSchema } from "../messages/message-schemas.ts";
import { noteSchema } from "../versions/version-schemas.ts";
import { ruleSchema } from "./alarm-schemas.ts";

const minutes = z.number().int().min(1).max(1_440);

const settings = {
  enabled: z.boolean().openapi({ description: "Switched off, it clears what it raised." }),
  severity: z.enum(alarmSeverities),
  raiseAt: z
    .number()
    .min(0)
    .max(1_000_000_000)
    .openapi({ description: "A value from here on is beyond.", example: 300 }),
  clearBelow: z.number().min(0).max(1_000_000_000).openapi({
    description: "A value below it is fine; not above `raiseAt`.",
    example: 60,
  }),
  raiseAfterMinutes: minutes.openapi({ description: "How long it has to be beyond.", example: 2 }),
  clearAfterMinutes: minutes.openapi({ description: "How long it has to be fine.", example: 3 }),
  minimumVolume: z.number().int().min(0).max(1_000_000_000).openapi({
    description: "Of `delivery_rate`: messages that have to have ended in the last 15 minutes, and in the baseline.",
  }),
};

const overrideSchema = z.strictObject({
  enabled: settings.enabled.optional(),
  severity: settings.severity.optional(),
  raiseAt: settings.raiseAt.optional(),
  clearBelow: settings.clearBelow.optional(),
  raiseAfterMinutes: settings.raiseAfterMinutes.optional(),
  clearAfterMinutes: settings.clearAfterMinutes.optional(),
  minimumVolume: settings.minimumVolume.optional(),
});

export const rulesInputSchema = z
  .strictObject({
    rules: z.partialRecord(z.enum(alarmRules), overrideSchema).openapi({
      description: "What is to differ from what is built in; all that is left out is as it is there.",
    }),
    note: noteSchema.optional(),
  })
  .openapi("AlarmRulesInput", { example: { rules: { backlog_age: { raiseAt: 600, clearBelow: 120 } } } });

const ruleInForce = z.object({
  rule: ruleSchema,
  title: z.string(),
  unit: z.enum(["points", "seconds", "state", "messages"]),
  settings: z.object(settings),
  defaults: z.object(settings),
});

const rulesShape = {
  version: z.number().int().openapi({ description: "0 while nothing was changed.", example: 3 }),
  rules: z.array(ruleInForce),
};
export const rulesSchema = z.object(rulesShape).openapi("AlarmRules");

export const rulesTrialSchema = z
  .object({
    dryRun: z.literal(true),
    ...rulesShape,
    minutes: z.number().int().openapi({ description: "Minutes of the last day that were looked at." }),
    alarms: z.array(
      z.object({
        rule: ruleSchema,
        subject: z.string(),
        raisedAt: timeSchema,
        clearedAt: timeSchema.nullable(),
        peak: z.number(),
      }),
    ),
    more: z.boolean().openapi({ description: "Whether there would have been more than 500." }),
  })
  .openapi("AlarmRulesTrial");

export function presentRules({ version, value }: Versioned<AllRuleSettings>): z.infer<typeof rulesSchema> {
  return {
    version,
    rules: alarmRules.map((rule) => {
      const { title, unit, defaults } = ruleDefinitions[rule];
      return { rule, title, unit, settings: value[rule], defaults };
    }),
  };
}

export function presentTrial(trial: RulesTrial): z.infer<typeof rulesTrialSchema> {
  const { minutes: lookedAt, alarms, more } = trial;
  return {
    dryRun: true,
    ...presentRules(trial),
    minutes: lookedAt,
    alarms: alarms.map(({ raisedAt, clearedAt, ...alarm }) => ({
      ...alarm,
      raisedAt: isoTime(raisedAt * 60_000),
      clearedAt: clearedAt === null ? null : isoTime(clearedAt * 60_000),
    })),
    more,
  };
}
