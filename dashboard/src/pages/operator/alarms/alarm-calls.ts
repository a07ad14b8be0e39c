import type { QueryClient } from "@tanstack/react-query";
import type { Schema } from "../../../api/client.ts";
import { invalidate } from "../../../api/queries.ts";

export type Alarm = Schema<"Alarm">;
export type AlarmRule = Alarm["rule"];
export type AlarmUnit = Alarm["unit"];

export const alarmRules: readonly AlarmRule[] = [
  "delivery_rate",
  "backlog_age",
  "carrier_down",
  "throttled",
  "receipt_drift",
  "dead_letters",
  "low_balance",
  "webhook_disabled",
  "clock_skew",
];

export function invalidateAlarms(queries: QueryClient): Promise<void> {
  return invalidate(queries, null, "/admin/v1/alarms", "/admin/v1/alarms/{id}");
}
