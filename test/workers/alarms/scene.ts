import { env } from "cloudflare:workers";
import { z } from "zod";
import { lookAtAlarms } from "../../../src/alarms/look-at-alarms.ts";
import type { AlarmRule } from "../../../src/alarms/rules.ts";
import type { AlarmRow } from "../../../src/db/alarms-schema.ts";
import { call } from "../http/support/api.ts";
import { ids } from "../support/scene.ts";

export const minuteMs = 60_000;

const alarmSchema = z.object({
  id: z.string(),
  rule: z.string(),
  subject: z.string(),
  accountId: z.string().nullable(),
  state: z.string(),
  clearReason: z.string().nullable(),
  value: z.number(),
  peak: z.number(),
  baseline: z.number().nullable(),
  detail: z.record(z.string(), z.unknown()).nullable(),
  acknowledged: z.object({ by: z.string(), note: z.string().nullable() }).nullable(),
  silencedUntil: z.string().nullable(),
});
const wholeSchema = alarmSchema.extend({
  series: z.array(z.object({ at: z.string(), value: z.number(), baseline: z.number().nullable() })),
});
export type SeenAlarm = z.infer<typeof alarmSchema>;

/** The minutes of a file go on from one test to the next, as the looks that are stored do. */
let nowMs = Math.floor(Date.now() / minuteMs) * minuteMs;

export function currentMs(): number {
  return nowMs;
}

/** Lets minutes go by, each with its look. */
export async function lookFor(minutes: number): Promise<void> {
  for (let passed = 0; passed < minutes; passed += 1) {
    nowMs += minuteMs;
    await lookAtAlarms(env, nowMs);
  }
}

/** Lets minutes go by in which nobody looks. */
export function skip(minutes: number): void {
  nowMs += minutes * minuteMs;
}

/** How a carrier does, as its object tells. */
export async function tellCarrier(id: string, told: { state?: string; waitingSinceMs?: number } = {}): Promise<void> {
  await env.DB.batch([
    env.DB.prepare("INSERT OR IGNORE INTO carriers (id, name, created_at_ms) VALUES (?1, ?1, 0)").bind(id),
    env.DB.prepare(
      `INSERT OR REPLACE INTO carrier_states (carrier_id, at_ms, state, waiting_texts, oldest_waiting_at_ms, bound_binds,
         binds, drifts, snapshot) VALUES (?1, ?2, ?3, 0, ?4, 0, 1, 0, '{}')`,
    ).bind(id, nowMs, told.state ?? "up", told.waitingSinceMs ?? null),
  ]);
}

/** Alarms of a subject as operators see them, the newest first. */
export async function alarmsOf(subject: string, rule?: AlarmRule): Promise<SeenAlarm[]> {
  const path = `/admin/v1/alarms?limit=1000${rule === undefined ? "" : `&rule=${rule}`}`;
  const { body } = await call("GET", path, { key: env.ADMIN_KEY });
  return z
    .object({ data: z.array(alarmSchema) })
    .parse(body)
    .data.filter((alarm) => alarm.subject === subject);
}

export async function getAlarm(id: string): Promise<z.infer<typeof wholeSchema>> {
  return wholeSchema.parse((await call("GET", `/admin/v1/alarms/${id}`, { key: env.ADMIN_KEY })).body);
}

/** Says to whom alarms are told; answers the secrets that were made. */
export async function setTargets(targets: object[]): Promise<Record<string, string>> {
  const answer = await call("PUT", "/admin/v1/alarm-targets", { key: env.ADMIN_KEY, body: { targets } });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return z.object({ secrets: z.record(z.string(), z.string()) }).parse(answer.body).secrets;
}

/** An alarm that is raised, without anything that raised it. */
export async function insertAlarm(alarm: Partial<AlarmRow> = {}): Promise<string> {
  const id = alarm.id ?? ids.next("alarm");
  await env.DB.prepare(
    `INSERT INTO alarms (id, rule, subject, account_id, severity, raised_at_ms, value, peak, raise_at, clear_below, series)
     VALUES (?1, ?2, ?3, ?4, 'warning', ?5, 1, 1, 1, 1, '[]')`,
  )
    .bind(id, alarm.rule ?? "low_balance", alarm.subject ?? "system", alarm.accountId ?? null, Date.now())
    .run();
  return id;
}
