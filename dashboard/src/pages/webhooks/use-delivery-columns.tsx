import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { useFormat } from "../../format/use-format.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { type Columns, columnsOf } from "../../ui/data-table.tsx";
import { Moment } from "../../ui/moment.tsx";

type Row = Schema<"WebhookDelivery">;

export const outcomeTones: Record<Row["outcome"], Tone> = { delivered: "good", failed: "warn", given_up: "bad" };

export function useDeliveryColumns(onShow: (delivery: Row) => void): Columns<Row> {
  const t = useTranslations("webhooks.deliveries");
  const format = useFormat();
  return useMemo(
    () =>
      columnsOf<Row>()((column) => [
        column.accessor("at", { header: t("columns.at"), cell: ({ getValue }) => <Moment at={getValue()} /> }),
        column.accessor("outcome", {
          header: t("columns.outcome"),
          cell: ({ getValue }) => (
            <Badge tone={outcomeTones[getValue()]} dot>
              {t(`outcomes.${getValue()}`)}
            </Badge>
          ),
        }),
        column.display({
          id: "answer",
          header: t("columns.status"),
          meta: { grow: true },
          cell: ({ row: { original: delivery } }) => (
            <span className="text-muted">{delivery.status ?? delivery.error ?? t("noAnswer")}</span>
          ),
        }),
        column.accessor("attempt", { header: t("columns.attempt"), meta: { align: "right", hideOnPhone: true } }),
        column.accessor("events", {
          header: t("columns.events"),
          meta: { align: "right", hideOnPhone: true },
          cell: ({ getValue }) => format.count(getValue()),
        }),
        column.accessor("durationMs", {
          header: t("columns.duration"),
          meta: { align: "right", hideOnPhone: true },
          cell: ({ getValue }) => format.duration(getValue()),
        }),
        column.display({
          id: "open",
          header: () => <span className="sr-only">{t("open")}</span>,
          meta: { align: "right" },
          cell: ({ row: { original: delivery } }) => (
            <Button
              size="small"
              aria-label={`${t("open")}: ${format.moment(delivery.at)}`}
              onClick={() => onShow(delivery)}
            >
              {t("open")}
            </Button>
          ),
        }),
      ]),
    [t, format, onShow],
  );
}
