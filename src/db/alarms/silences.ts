import { and, eq, lt } from "drizzle-orm";
import type { AlarmRule } from "../../alarms/rules.ts";
import { type SilenceRow, alarmSilences } from "../alarms-schema.ts";
import { openDatabase } from "../open.ts";

export async function upsertSilence(db: D1Database, row: SilenceRow): Promise<void> {
  const { untilMs, reason, author, createdAtMs } = row;
  await openDatabase(db)
    .insert(alarmSilences)
    .values(row)
    .onConflictDoUpdate({
      target: [alarmSilences.rule, alarmSilences.subject],
      set: { untilMs, reason, author, createdAtMs },
    });
}

export async function deleteSilence(db: D1Database, rule: AlarmRule, subject: string): Promise<void> {
  await openDatabase(db)
    .delete(alarmSilences)
    .where(and(eq(alarmSilences.rule, rule), eq(alarmSilences.subject, subject)));
}

export async function deleteEndedSilences(db: D1Database, nowMs: number): Promise<void> {
  await openDatabase(db).delete(alarmSilences).where(lt(alarmSilences.untilMs, nowMs));
}

export function countSilences(db: D1Database): Promise<number> {
  return openDatabase(db).$count(alarmSilences);
}
