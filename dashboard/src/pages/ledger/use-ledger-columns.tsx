import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { useFormat } from "../../format/use-format.ts";
import { Badge } from "../../ui/badge.tsx";
import { classNames } from "../../ui/class-names.ts";
import { type Columns, columnsOf } from "../../ui/data-table.tsx";
import { Moment } from "../../ui/moment.tsx";

type Row = Schema<"LedgerEntry">;

export function useLedgerColumns(currency: string): Columns<Row> {
  const t = useTranslations("ledger");
  const common = useTranslations("common");
  const format = useFormat();
  return useMemo(
    () =>
      columnsOf<Row>()((column) => [
        column.accessor("at", { header: t("columns.at"), cell: ({ getValue }) => <Moment at={getValue()} /> }),
        column.accessor("type", {
          header: t("columns.type"),
          cell: ({ getValue }) => <Badge tone={toneOf(getValue())}>{t(`types.${getValue()}`)}</Badge>,
        }),
        column.accessor("reference", {
          header: t("columns.reference"),
          meta: { grow: true, hideOnPhone: true },
          cell: ({ getValue }) => <span className="text-muted">{getValue() ?? common("none")}</span>,
        }),
        column.accessor("messages", {
          header: t("columns.messages"),
          meta: { align: "right", hideOnPhone: true },
          cell: ({ getValue }) => format.count(getValue()),
        }),
        column.accessor("amountMicros", {
          header: t("columns.amount"),
          meta: { align: "right" },
          cell: ({ getValue }) => (
            <span className={classNames("font-medium", getValue() > 0 && "text-good")}>
              {format.money(getValue(), currency)}
            </span>
          ),
        }),
        column.accessor("balanceMicros", {
          header: t("columns.balance"),
          meta: { align: "right", hideOnPhone: true },
          cell: ({ getValue }) => format.money(getValue(), currency),
        }),
      ]),
    [t, common, format, currency],
  );
}

function toneOf(type: Row["type"]): "neutral" | "good" | "info" {
  if (type === "hold") return "neutral";
  return type === "adjustment" ? "info" : "good";
}
