import { insertAlarm } from "../../alarms/scene.ts";
import { type Change, type Changes, byOperator } from "./change.ts";

const rules = { rules: { backlog_age: { raiseAt: 600 } } };
const targets = { targets: [{ kind: "webhook", id: "on-call", url: "https://example.com/alarms", enabled: false }] };

async function onAlarm(rest: string, body?: unknown): Promise<Change> {
  const id = await insertAlarm({ subject: `carrier/${crypto.randomUUID().slice(0, 8)}` });
  return byOperator(`/admin/v1/alarms/${id}${rest}`, body);
}

export const alarmChanges: Changes = {
  acknowledgeAlarm: () => onAlarm("/acknowledge", { note: "On it" }),
  silenceAlarm: () =>
    onAlarm("/silence", { until: new Date(Date.now() + 3_600_000).toISOString(), reason: "Maintenance" }),
  putAlarmRules: () => byOperator("/admin/v1/alarm-rules", rules),
  putAlarmTargets: () => byOperator("/admin/v1/alarm-targets", targets),
};
