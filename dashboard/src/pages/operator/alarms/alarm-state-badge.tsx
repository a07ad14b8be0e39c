import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Badge } from "../../../ui/badge.tsx";
import type { Alarm } from "./alarm-calls.ts";

/** Whether it still holds, and whether somebody has it in hand. */
export function AlarmStateBadge({ alarm }: { alarm: Alarm }): ReactNode {
  const t = useTranslations("operator.alarms");
  if (alarm.state === "cleared") return <Badge tone="good">{t("states.cleared")}</Badge>;
  if (alarm.acknowledged !== null) {
    return (
      <Badge tone="warn" dot>
        {t("acknowledged")}
      </Badge>
    );
  }
  return (
    <Badge tone="bad" dot>
      {t("states.raised")}
    </Badge>
  );
}
