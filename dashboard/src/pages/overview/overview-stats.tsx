import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { useFormat } from "../../format/use-format.ts";
import { Stat, Stats } from "../../ui/stat.tsx";

interface OverviewStatsProps {
  /** Undefined while it is loaded. */
  overview: Schema<"Overview"> | undefined;
  period: "today" | "last24Hours";
}

export function OverviewStats({ overview, period }: OverviewStatsProps): ReactNode {
  const t = useTranslations("overview");
  const format = useFormat();
  const none = useTranslations("common")("none");
  const numbers = overview?.[period];
  const { spend, balance, scheduled } = overview ?? {};
  const rate = numbers?.deliveredRate;
  const latency = numbers?.deliveryLatency;
  return (
    <Stats>
      <Stat
        label={t("accepted")}
        value={numbers && format.count(numbers.accepted)}
        note={numbers && t("segmentsNote", { count: numbers.segments })}
      />
      <Stat
        label={t("deliveredRate")}
        value={rate === undefined ? undefined : rate === null ? none : format.rate(rate)}
        note={numbers && t("deliveredNote", { count: format.count(numbers.delivered) })}
      />
      <Stat
        label={t("latency")}
        value={latency === undefined ? undefined : latency === null ? none : format.duration(latency.p50Ms)}
        note={latency ? t("latencyNote", { p95: format.duration(latency.p95Ms) }) : undefined}
      />
      <Stat label={t("received")} value={numbers && format.count(numbers.received)} />
      <Stat
        label={t("scheduled")}
        value={scheduled && format.count(scheduled.waiting)}
        note={
          scheduled !== undefined && scheduled.nextAt !== null
            ? t("scheduledNote", { at: format.shortMoment(scheduled.nextAt) })
            : undefined
        }
      />
      {spend && (
        <Stat
          label={t("spend")}
          value={format.money(period === "today" ? spend.todayMicros : spend.last24HoursMicros, spend.currency)}
        />
      )}
      {balance && <Stat label={t("balance")} value={format.money(balance.availableMicros, balance.currency)} />}
    </Stats>
  );
}
