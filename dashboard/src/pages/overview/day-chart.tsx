import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { read } from "../../api/queries.ts";
import { Legend } from "../../charts/legend.tsx";
import { type ChartSeries, TimeChart } from "../../charts/time-chart.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useAccount } from "../../session/account.ts";
import { Card } from "../../ui/card.tsx";
import { Failure, Skeleton } from "../../ui/states.tsx";

type Traffic = Schema<"Traffic">;

const stepMs = 300_000;
const notDelivered = new Set(["undelivered", "expired", "rejected", "failed"]);

/** A day is a second request, so that the first numbers do not wait for it. */
export function DayChart(): ReactNode {
  const t = useTranslations("overview");
  const format = useFormat();
  const account = useAccount();
  const traffic = useQuery(read(account.id, "/v1/traffic", { params: { query: { step: "5m", groupBy: "status" } } }));
  const { times, delivered, failed } = useMemo(() => pointsOf(traffic.data), [traffic.data]);
  const series = useMemo<ChartSeries[]>(
    () => [
      { label: t("delivered"), tone: "good", filled: true, values: delivered },
      { label: t("failed"), tone: "bad", values: failed },
    ],
    [t, delivered, failed],
  );
  return (
    <Card title={t("day")} actions={<Legend series={series} />}>
      {traffic.error !== null && traffic.data === undefined ? (
        <Failure error={traffic.error} onRetry={() => void traffic.refetch()} />
      ) : traffic.data === undefined ? (
        <Skeleton className="h-[200px] w-full" />
      ) : (
        <TimeChart label={t("dayLabel")} times={times} series={series} format={format.compact} whole />
      )}
    </Card>
  );
}

interface Points {
  times: number[];
  delivered: number[];
  failed: number[];
}

/** Steps without anything are left out of the answer, and are nothing on the screen. */
function pointsOf(traffic: Traffic | undefined): Points {
  if (traffic === undefined) return { times: [], delivered: [], failed: [] };
  const first = Date.parse(traffic.from);
  const length = Math.max(0, Math.round((Date.parse(traffic.to) - first) / stepMs));
  const points: Points = {
    times: Array.from({ length }, (_, step) => first + step * stepMs),
    delivered: Array.from({ length }, () => 0),
    failed: Array.from({ length }, () => 0),
  };
  for (const { at, status, messages } of traffic.data) {
    const series = status === "delivered" ? points.delivered : notDelivered.has(status ?? "") ? points.failed : null;
    const step = Math.round((Date.parse(at) - first) / stepMs);
    if (series !== null) series[step] = (series[step] ?? 0) + messages;
  }
  return points;
}
