import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { type Columns, columnsOf } from "../../ui/data-table.tsx";
import { Moment } from "../../ui/moment.tsx";

type Row = Schema<"Conversation">;

export function useConversationColumns(accountId: string): Columns<Row> {
  const t = useTranslations("conversations");
  return useMemo(
    () =>
      columnsOf<Row>()((column) => [
        column.accessor("peer", {
          header: t("columns.peer"),
          cell: ({ row: { original: conversation } }) => (
            <>
              <Link
                to="/a/$accountId/conversations/$number/$peer"
                params={{ accountId, number: conversation.number, peer: conversation.peer }}
                aria-label={t("open", { peer: conversation.peer })}
                className="figures font-medium underline-offset-4 hover:underline"
              >
                {conversation.peer}
              </Link>
              <span className="block text-xs text-muted md:hidden">
                <Moment at={conversation.lastInbound.receivedAt} />
              </span>
            </>
          ),
        }),
        column.accessor("lastInbound.text", {
          id: "text",
          header: t("columns.text"),
          meta: { grow: true },
          cell: ({ getValue }) => <span className="text-muted">{getValue()}</span>,
        }),
        column.accessor("number", { header: t("columns.number"), meta: { hideOnPhone: true } }),
        column.accessor("lastInbound.receivedAt", {
          id: "at",
          header: t("columns.at"),
          meta: { align: "right", hideOnPhone: true },
          cell: ({ getValue }) => <Moment at={getValue()} />,
        }),
      ]),
    [accountId, t],
  );
}
