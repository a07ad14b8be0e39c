import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { useFormat } from "../../format/use-format.ts";
import { Stat, Stats } from "../../ui/stat.tsx";
import { totalsOf } from "./usage-rows.ts";

export function UsageFigures({ usage }: { usage: Schema<"Usage"> | undefined }): ReactNode {
  const t = useTranslations("usage");
  const common = useTranslations("common");
  const format = useFormat();
  const totals = usage && totalsOf(usage.data);
  const spent = totals && [...totals.spentMicros].map(([currency, micros]) => format.money(micros, currency));
  return (
    <Stats>
      <Stat label={t("messages")} value={totals && format.count(totals.messages)} />
      <Stat label={t("segments")} value={totals && format.count(totals.segments)} />
      <Stat label={t("spent")} value={spent && (spent.length === 0 ? common("none") : spent.join(" + "))} />
    </Stats>
  );
}
