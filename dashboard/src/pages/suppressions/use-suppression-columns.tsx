import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { type Columns, columnsOf } from "../../ui/data-table.tsx";
import { Moment } from "../../ui/moment.tsx";

type Row = Schema<"Suppression">;

export function useSuppressionColumns(onLift: (suppression: Row) => unknown): Columns<Row> {
  const t = useTranslations("suppressions");
  const shared = useTranslations("shared");
  return useMemo(
    () =>
      columnsOf<Row>()((column) => [
        column.accessor("recipient", {
          header: t("columns.recipient"),
          cell: ({ getValue }) => <span className="figures font-medium">{getValue()}</span>,
        }),
        column.accessor("reason", {
          header: t("columns.reason"),
          cell: ({ getValue }) => <Badge>{t(`reasons.${getValue()}`)}</Badge>,
        }),
        column.accessor("sender", {
          header: t("columns.sender"),
          meta: { grow: true, hideOnPhone: true },
          cell: ({ getValue }) => getValue() ?? t("everySender"),
        }),
        column.accessor("source", {
          header: t("columns.source"),
          meta: { hideOnPhone: true },
          cell: ({ getValue }) => t(`sources.${getValue()}`),
        }),
        column.accessor("createdAt", {
          header: t("columns.since"),
          meta: { hideOnPhone: true },
          cell: ({ getValue }) => <Moment at={getValue()} />,
        }),
        column.display({
          id: "actions",
          header: () => <span className="sr-only">{shared("actions")}</span>,
          meta: { align: "right" },
          cell: ({ row: { original } }) => (
            <Button size="small" onClick={() => onLift(original)}>
              {t("lift")}
            </Button>
          ),
        }),
      ]),
    [t, shared, onLift],
  );
}
