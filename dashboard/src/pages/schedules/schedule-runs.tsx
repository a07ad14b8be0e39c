import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { History } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { read } from "../../api/queries.ts";
import { useAccount } from "../../session/account.ts";
import { Badge } from "../../ui/badge.tsx";
import { Card } from "../../ui/card.tsx";
import { columnsOf, DataTable } from "../../ui/data-table.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Empty } from "../../ui/states.tsx";
import { tallyRun } from "./tally-run.ts";

/** What the last runs sent, and why what was refused was. */
export function ScheduleRuns({ scheduleId }: { scheduleId: string }): ReactNode {
  const t = useTranslations("schedules.detail");
  const { id: accountId } = useAccount();
  const runs = useQuery(read(accountId, "/v1/schedules/{id}/runs", { params: { path: { id: scheduleId } } }));
  const columns = useMemo(
    () =>
      columnsOf<Schema<"ScheduleRun">>()((column) => [
        column.accessor("dueAt", { header: t("runColumns.dueAt"), cell: ({ getValue }) => <Moment at={getValue()} /> }),
        column.accessor("ranAt", {
          header: t("runColumns.ranAt"),
          meta: { hideOnPhone: true },
          cell: ({ getValue }) => <Moment at={getValue()} withSeconds />,
        }),
        column.accessor("results", {
          header: t("runColumns.results"),
          meta: { grow: true },
          cell: ({ getValue }) => {
            const { accepted, refused, firstId, reasons } = tallyRun(getValue());
            return (
              <span className="flex flex-wrap items-center gap-2">
                {firstId !== null && (
                  <Link to="/a/$accountId/messages/$messageId" params={{ accountId, messageId: firstId }}>
                    <Badge tone="good">{t("accepted", { count: accepted })}</Badge>
                  </Link>
                )}
                {refused > 0 && <Badge tone="bad">{t("refused", { count: refused })}</Badge>}
                {reasons.length > 0 && <span className="font-mono text-xs text-muted">{reasons.join(", ")}</span>}
              </span>
            );
          },
        }),
      ]),
    [t, accountId],
  );
  return (
    <Card title={t("history")} flush>
      <DataTable
        label={t("history")}
        columns={columns}
        rows={runs.data?.data}
        idOf={({ dueAt }) => dueAt}
        error={runs.error}
        onRetry={() => void runs.refetch()}
        empty={<Empty icon={History} title={t("noRuns")} />}
      />
    </Card>
  );
}
