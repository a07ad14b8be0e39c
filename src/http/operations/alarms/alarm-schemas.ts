import { z } from "@hono/zod-openapi";
import { alarmRules, alarmSeverities, ruleDefinitions } from "../../../alarms/rules.ts";
import type { OperatedAlarm, WholeAlarm } from "../../../alarms/get-alarm.ts";
import type { ListedAlarm } from "../../../alarms/list-alarms.ts";
import { isoTime } from "../../respond.ts";
import { pageQuery } from "../../pagination.ts";
import { exampleAccountId } from "../accounts/account-schemas.ts";
import { timeSchema } from "../messages/message-schemas.ts";

export const exampleAlarmId = "alm_01JD3Q8Z6V4K0X9M2T7R5WANBC";

export const alarmParameters = z.object({ id: z.string().openapi({ example: exampleAlarmId }) });

export const ruleSchema = z.enum(alarmRules).openapi({ description: "What it is about.", example: "carrier_down" });

export const ownAlarmsQuery = z.strictObject({
  state: z.enum(["raised", "cleared"]).optional().openapi({ description: "Both where it is left out." }),
  rule: ruleSchema.optional(),
  ...pageQuery,
});
export const alarmsQuery = ownAlarmsQuery.extend({
  account: z.string().max(100).optional().openapi({ example: exampleAccountId }),
});

const optionalTime = timeSchema.nullable();

const shape = {
  id: z.string().openapi({ example: exampleAlarmId }),
  rule: ruleSchema,
  title: z.string().openapi({ description: "For people.", example: "a carrier cannot be reached" }),
  subject: z.string().openapi({
    description: "`carrier/…`, `account/…`, `country/…`, `connector/…`, `endpoint/…` or `system`.",
    example: "carrier/default",
  }),
  accountId: z.string().nullable().openapi({ description: "The customer it concerns.", example: exampleAccountId }),
  severity: z.enum(alarmSeverities),
  state: z.enum(["raised", "cleared"]),
  raisedAt: timeSchema,
  clearedAt: optionalTime,
  clearReason: z.enum(["recovered", "no_data", "disabled"]).nullable().openapi({
    description: "`no_data`: an hour went by without a value. `disabled`: its rule was switched off.",
  }),
  unit: z.enum(["points", "seconds", "state", "messages"]),
  value: z.number().openapi({ description: "When it was raised, in its unit; more is worse.", example: 1 }),
  peak: z.number().openapi({ description: "The worst; while it is raised, that of when it was.", example: 1 }),
  baseline: z.number().nullable().openapi({
    description: "Of `delivery_rate`: the usual rate in percent, of which `value` is missing.",
  }),
  raiseAt: z.number().openapi({ description: "The bounds of its rule when it was raised.", example: 1 }),
  clearBelow: z.number().openapi({ example: 1 }),
  detail: z.record(z.string(), z.unknown()).nullable().openapi({ description: "What more there is to say, by rule." }),
  acknowledged: z
    .object({
      at: timeSchema,
      by: z.string().openapi({ description: "The operator who did." }),
      note: z.string().nullable().openapi({ description: "What they had to say." }),
    })
    .nullable(),
  silencedUntil: optionalTime.openapi({ description: "While nobody is told of its rule and subject." }),
};

const seriesSchema = z
  .array(
    z.object({
      at: timeSchema,
      value: z.number().openapi({ description: "In the unit of its rule." }),
      baseline: z.number().nullable().openapi({ description: "What is usual, where the rule goes by that." }),
    }),
  )
  .openapi({ description: "By the minute: the three hours before, and what came since. The graph that raised it." });

const notificationSchema = z.object({
  id: z.string().openapi({ description: "The `webhook-id`." }),
  target: z.string(),
  status: z.enum(["waiting", "sent", "given_up"]),
  attempts: z.number().int(),
  createdAt: timeSchema,
  sentAt: optionalTime,
  error: z.string().nullable().openapi({ description: "Why the last attempt came to nothing." }),
});

export const alarmSchema = z.object(shape).openapi("Alarm");
export const ownAlarmSchema = z.object({ ...shape, series: seriesSchema }).openapi("AlarmWithSeries");
export const operatedAlarmSchema = z
  .object({ ...shape, series: seriesSchema, notifications: z.array(notificationSchema) })
  .openapi("OperatedAlarm");

/** As operators see it; a customer does not see who of them has seen to it. */
export function presentAlarm(alarm: ListedAlarm): z.infer<typeof alarmSchema> {
  const { id, rule, subject, accountId, severity, clearReason, value, peak, baseline, raiseAt, clearBelow } = alarm;
  const { title, unit } = ruleDefinitions[rule];
  const { acknowledgedAtMs, acknowledgedBy, acknowledgeNote } = alarm;
  return {
    id,
    rule,
    title,
    subject,
    accountId,
    severity,
    state: alarm.clearedAtMs === null ? "raised" : "cleared",
    raisedAt: isoTime(alarm.raisedAtMs),
    clearedAt: presentTime(alarm.clearedAtMs),
    clearReason,
    unit,
    value,
    peak,
    baseline,
    raiseAt,
    clearBelow,
    detail: alarm.detail === null ? null : (JSON.parse(alarm.detail) as Record<string, unknown>),
    acknowledged:
      acknowledgedAtMs === null
        ? null
        : { at: isoTime(acknowledgedAtMs), by: acknowledgedBy ?? "", note: acknowledgeNote },
    silencedUntil: presentTime(alarm.silencedUntilMs),
  };
}

export function presentOwnAlarm(alarm: ListedAlarm): z.infer<typeof alarmSchema> {
  return { ...presentAlarm(alarm), acknowledged: null, silencedUntil: null };
}

export function presentSeries({ points }: WholeAlarm): z.infer<typeof seriesSchema> {
  return points.map(([minute, value, baseline = null]) => ({ at: isoTime(minute * 60_000), value, baseline }));
}

export function presentOperatedAlarm(alarm: OperatedAlarm): z.infer<typeof operatedAlarmSchema> {
  return {
    ...presentAlarm(alarm),
    series: presentSeries(alarm),
    notifications: alarm.notifications.map(({ id, targetId, status, attempts, createdAtMs, sentAtMs, error }) => ({
      id,
      target: targetId,
      status,
      attempts,
      createdAt: isoTime(createdAtMs),
      sentAt: presentTime(sentAtMs),
      error,
    })),
  };
}

function presentTime(timeMs: number | null): string | null {
  return timeMs === null ? null : isoTime(timeMs);
}
