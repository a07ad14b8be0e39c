import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../../../format/use-format.ts";
import { Badge } from "../../../ui/badge.tsx";
import { Card } from "../../../ui/card.tsx";
import { columnsOf, DataTable } from "../../../ui/data-table.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Empty } from "../../../ui/states.tsx";
import type { System } from "./use-system.ts";

type Run = System["cron"][number];

/** What the edge does by itself every so often, and whether it went well. */
export function TasksCard({ cron }: { cron: readonly Run[] }): ReactNode {
  const t = useTranslations("operator.system");
  const format = useFormat();
  const columns = useMemo(
    () =>
      columnsOf<Run>()((column) => [
        column.accessor("task", {
          header: t("task"),
          cell: ({ getValue }) => <code className="font-mono text-[0.8125rem]">{getValue()}</code>,
        }),
        column.accessor("ok", {
          header: t("outcome"),
          cell: ({ getValue }) => (
            <Badge tone={getValue() ? "good" : "bad"}>{getValue() ? t("ok") : t("failed")}</Badge>
          ),
        }),
        column.accessor("error", {
          header: t("error"),
          meta: { grow: true, hideOnPhone: true },
          cell: ({ getValue }) => <span className="text-muted">{getValue() ?? ""}</span>,
        }),
        column.accessor("durationMs", {
          header: t("took"),
          meta: { align: "right", hideOnPhone: true },
          cell: ({ getValue }) => format.duration(getValue()),
        }),
        column.accessor("at", {
          header: t("lastRun"),
          meta: { align: "right" },
          cell: ({ getValue }) => <Moment at={getValue()} />,
        }),
      ]),
    [t, format],
  );
  return (
    <Card title={t("tasks")} flush>
      <DataTable
        label={t("tasks")}
        columns={columns}
        rows={cron}
        idOf={({ task }) => task}
        empty={<Empty title={t("noTasks")} />}
      />
    </Card>
  );
}
