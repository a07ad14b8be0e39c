import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { Badge } from "../../ui/badge.tsx";

export function AlarmSeverity({ severity }: { severity: Schema<"Alarm">["severity"] }): ReactNode {
  const t = useTranslations("alarms.severities");
  return <Badge tone={severity === "critical" ? "bad" : "warn"}>{t(severity)}</Badge>;
}

export function AlarmState({ alarm }: { alarm: Schema<"Alarm"> }): ReactNode {
  const t = useTranslations("alarms.states");
  if (alarm.state === "cleared") return <Badge tone="good">{t("cleared")}</Badge>;
  if (alarm.acknowledged !== null) return <Badge tone="info">{t("acknowledged")}</Badge>;
  if (alarm.silencedUntil !== null) return <Badge>{t("silenced")}</Badge>;
  return (
    <Badge tone="bad" dot>
      {t("raised")}
    </Badge>
  );
}
