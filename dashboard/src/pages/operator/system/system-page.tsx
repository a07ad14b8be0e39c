import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../../../format/use-format.ts";
import { Card } from "../../../ui/card.tsx";
import { Page } from "../../../ui/page.tsx";
import { Stat, Stats } from "../../../ui/stat.tsx";
import { Failure, Loading } from "../../../ui/states.tsx";
import { useNow } from "../shared/use-now.ts";
import { CarriersTable } from "./carriers-table.tsx";
import { systemTotals } from "./system-facts.ts";
import { SystemMap } from "./system-map.tsx";
import { TasksCard } from "./tasks-card.tsx";
import { useRates } from "./use-rates.ts";
import { useSystem } from "./use-system.ts";

/** The whole of it at a glance, as a picture and as a table. */
export function SystemPage(): ReactNode {
  const t = useTranslations("operator.system");
  const format = useFormat();
  const system = useSystem();
  const rates = useRates();
  const nowMs = useNow(5_000);
  const { data } = system;
  const totals = data === undefined ? undefined : systemTotals(data, nowMs);
  return (
    <Page title={t("title")} description={t("description")}>
      <Stats>
        <Stat
          label={t("carriersUp")}
          value={data === undefined ? undefined : `${totals?.carriersUp ?? 0}/${data.carriers.length}`}
        />
        <Stat
          label={t("waiting")}
          value={totals && format.count(totals.waitingTexts)}
          note={
            totals &&
            (totals.oldestMs === null ? t("nothingWaits") : t("oldest", { age: format.duration(totals.oldestMs) }))
          }
        />
        <Stat label={t("inFlight")} value={totals && format.count(totals.segmentsInFlight)} />
        <Stat
          label={t("connectors")}
          value={data && format.count(data.connectors.length)}
          note={data && t("draining", { count: data.connectors.filter(({ draining }) => draining).length })}
        />
        <Stat
          label={t("deadLetters")}
          value={
            data && (
              <Link to="/operator/dead-letters" className="underline-offset-4 hover:underline">
                {format.count(data.deadLetters.count)}
              </Link>
            )
          }
        />
      </Stats>
      <Card title={t("map")} description={t("mapDetail")}>
        {data === undefined ? (
          system.isError ? (
            <Failure error={system.error} onRetry={() => void system.refetch()} />
          ) : (
            <Loading rows={8} />
          )
        ) : (
          <SystemMap system={data} rates={rates} nowMs={nowMs} />
        )}
      </Card>
      {data !== undefined && (
        <>
          <Card title={t("table")} flush>
            <CarriersTable carriers={data.carriers} rates={rates} nowMs={nowMs} />
          </Card>
          <TasksCard cron={data.cron} />
        </>
      )}
    </Page>
  );
}
