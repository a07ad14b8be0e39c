import { useTranslations } from "use-intl";
import { useFormat } from "../../../format/use-format.ts";
import type { AlarmUnit } from "./alarm-calls.ts";

/** A value in its rule's unit, in words. */
export function useAlarmValue(): (unit: AlarmUnit, value: number) => string {
  const t = useTranslations("operator.alarms");
  const format = useFormat();
  return (unit, value) => {
    switch (unit) {
      case "seconds":
        return format.duration(value * 1_000);
      case "points":
        return t("points", { points: Math.round(value * 10) / 10 });
      case "messages":
        return format.count(value);
      case "state":
        return value > 0 ? t("yes") : t("no");
    }
  };
}
