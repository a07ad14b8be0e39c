import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { Badge } from "../../ui/badge.tsx";

export function ScheduleState({ schedule }: { schedule: Schema<"Schedule"> }): ReactNode {
  const t = useTranslations("schedules.recurring");
  if (!schedule.enabled) return <Badge tone="warn">{t("paused")}</Badge>;
  if (schedule.nextRunAt === null) return <Badge>{t("ended")}</Badge>;
  return (
    <Badge tone="good" dot>
      {t("active")}
    </Badge>
  );
}
