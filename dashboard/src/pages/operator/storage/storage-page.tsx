import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../../api/client.ts";
import { read } from "../../../api/queries.ts";
import { Legend } from "../../../charts/legend.tsx";
import { type ChartSeries, TimeChart } from "../../../charts/time-chart.tsx";
import { useFormat } from "../../../format/use-format.ts";
import { Badge } from "../../../ui/badge.tsx";
import { Card } from "../../../ui/card.tsx";
import { Detail, Details } from "../../../ui/details.tsx";
import { Page } from "../../../ui/page.tsx";
import { Empty, Failure, Loading } from "../../../ui/states.tsx";
import { Meter } from "../system/meter.tsx";
import { useSize } from "./use-size.ts";

type Database = Schema<"DatabaseStorage">;

/** How full each database is, and when it would be full. */
export function StoragePage(): ReactNode {
  const t = useTranslations("operator.storage");
  const storage = useQuery(read(null, "/admin/v1/storage"));
  return (
    <Page title={t("title")} description={t("description")}>
      {storage.data === undefined ? (
        <Card>
          {storage.isError ? <Failure error={storage.error} onRetry={() => void storage.refetch()} /> : <Loading />}
        </Card>
      ) : storage.data.databases.length === 0 ? (
        <Card>
          <Empty title={t("empty")} />
        </Card>
      ) : (
        storage.data.databases.map((database) => <DatabaseCard key={database.name} database={database} />)
      )}
    </Page>
  );
}

function DatabaseCard({ database }: { database: Database }): ReactNode {
  const t = useTranslations("operator.storage");
  const common = useTranslations("common");
  const format = useFormat();
  const part = database.bytes / database.limitBytes;
  const size = useSize();
  return (
    <Card
      title={
        <span className="flex items-center gap-2">
          {database.name}
          {database.current && <Badge tone="good">{t("current")}</Badge>}
        </span>
      }
      description={database.from === null ? t("fromBeginning") : t("from", { day: format.day(database.from) })}
    >
      <div className="grid gap-5">
        <div>
          <p className="figures flex justify-between gap-4 text-[0.8125rem]">
            <span>{t("used", { size: size(database.bytes), limit: size(database.limitBytes) })}</span>
            <span className="font-medium">{format.rate(part)}</span>
          </p>
          <Meter
            label={t("usedOf", { name: database.name })}
            part={part}
            tone={part > 0.9 ? "bad" : part > 0.7 ? "warn" : "good"}
          />
        </div>
        <Details>
          <Detail label={t("growth")}>
            {database.bytesPerDay === null ? common("none") : t("perDay", { size: size(database.bytesPerDay) })}
          </Detail>
          <Detail label={t("messages")}>
            {database.messagesPerDay === null ? common("none") : format.count(Math.round(database.messagesPerDay))}
          </Detail>
          <Detail label={t("fullOn")}>
            {database.fullOn === null ? t("never") : format.day(`${database.fullOn}T12:00:00Z`)}
          </Detail>
        </Details>
        {database.days.length > 1 && <Growth database={database} />}
      </div>
    </Card>
  );
}

function Growth({ database: { name, days, limitBytes } }: { database: Database }): ReactNode {
  const t = useTranslations("operator.storage");
  const size = useSize();
  const times = useMemo(() => days.map(({ day }) => Date.parse(`${day}T00:00:00Z`)), [days]);
  const series = useMemo((): ChartSeries[] => {
    const most = Math.max(...days.map(({ bytes }) => bytes));
    return [
      { label: t("size"), tone: "accent", values: days.map(({ bytes }) => bytes), filled: true },
      // Far away it would press the rest to the ground.
      ...(most > limitBytes / 4
        ? [{ label: t("limit"), tone: "bad" as const, values: days.map(() => limitBytes), dashed: true }]
        : []),
    ];
  }, [days, limitBytes, t]);
  return (
    <div className="grid gap-3">
      <TimeChart label={t("growthOf", { name })} times={times} series={series} format={size} />
      <Legend series={series} />
    </div>
  );
}
