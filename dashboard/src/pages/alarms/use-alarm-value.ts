import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { useFormat } from "../../format/use-format.ts";

/** A value of a rule with its unit. */
export function useAlarmValue(unit: Schema<"Alarm">["unit"]): (value: number) => string {
  const t = useTranslations("alarms.detail.units");
  const format = useFormat();
  return (value) => (unit === "messages" ? t(unit, { value }) : t(unit, { value: format.count(value) }));
}
