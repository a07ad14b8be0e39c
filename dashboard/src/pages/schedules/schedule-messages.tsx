import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { Card } from "../../ui/card.tsx";
import { columnsOf, DataTable } from "../../ui/data-table.tsx";

interface Row {
  index: number;
  message: Schema<"ScheduleMessage">;
}

/** What each run sends; a schedule has a hundred messages at the most. */
export function ScheduleMessages({ messages }: { messages: readonly Schema<"ScheduleMessage">[] }): ReactNode {
  const t = useTranslations("schedules.detail");
  const common = useTranslations("common");
  const columns = useMemo(
    () =>
      columnsOf<Row>()((column) => [
        column.accessor("message.to", { header: t("columns.to") }),
        column.accessor("message.text", {
          header: t("columns.text"),
          meta: { grow: true },
          cell: ({ getValue }) => <span className="text-muted">{getValue()}</span>,
        }),
        column.display({
          id: "from",
          header: t("columns.from"),
          meta: { hideOnPhone: true },
          cell: ({ row: { original } }) => original.message.from ?? original.message.senderPool ?? common("none"),
        }),
      ]),
    [t, common],
  );
  const rows = useMemo(() => messages.map((message, index) => ({ index, message })), [messages]);
  return (
    <Card title={t("messages")} flush>
      <DataTable label={t("messages")} columns={columns} rows={rows} idOf={({ index }) => String(index)} empty={null} />
    </Card>
  );
}
