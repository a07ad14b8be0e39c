import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { useFormat } from "../../format/use-format.ts";
import { type Columns, columnsOf } from "../../ui/data-table.tsx";
import { MessageStatusBadge } from "../../ui/message-status.tsx";
import { Moment } from "../../ui/moment.tsx";

type Row = Schema<"ListedMessage">;

export function useMessageColumns(accountId: string): Columns<Row> {
  const t = useTranslations("messages");
  const format = useFormat();
  return useMemo(
    () =>
      columnsOf<Row>()((column) => [
        column.accessor("to", {
          header: t("columns.to"),
          cell: ({ row: { original: message } }) => (
            <>
              <Link
                to="/a/$accountId/messages/$messageId"
                params={{ accountId, messageId: message.id }}
                aria-label={t("open", { to: message.to })}
                className="figures font-medium underline-offset-4 hover:underline"
              >
                {message.to}
              </Link>
              <span className="mt-1 block md:hidden">
                <MessageStatusBadge status={message.status} />
              </span>
            </>
          ),
        }),
        column.accessor("status", {
          header: t("columns.status"),
          meta: { hideOnPhone: true },
          cell: ({ getValue }) => <MessageStatusBadge status={getValue()} />,
        }),
        column.accessor("text", {
          header: t("columns.text"),
          meta: { grow: true, hideOnPhone: true },
          cell: ({ getValue }) => <span className="text-muted">{getValue()}</span>,
        }),
        column.accessor("from", { header: t("columns.from"), meta: { hideOnPhone: true } }),
        column.accessor("segments", { header: t("columns.segments"), meta: { align: "right", hideOnPhone: true } }),
        column.display({
          id: "price",
          header: t("columns.price"),
          meta: { align: "right", hideOnPhone: true },
          cell: ({ row: { original } }) =>
            original.priceMicros === undefined || original.currency === undefined
              ? ""
              : format.money(original.priceMicros, original.currency),
        }),
        column.accessor("createdAt", {
          header: t("columns.createdAt"),
          meta: { align: "right" },
          cell: ({ getValue }) => <Moment at={getValue()} />,
        }),
      ]),
    [accountId, t, format],
  );
}
