import { BarChart3 } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../../format/use-format.ts";
import { Card } from "../../ui/card.tsx";
import { columnsOf, DataTable } from "../../ui/data-table.tsx";
import { Empty } from "../../ui/states.tsx";
import { groupValueOf, type UsageGroup, type UsageRow } from "./usage-rows.ts";

interface UsageTableProps {
  group: UsageGroup;
  rows: readonly UsageRow[] | undefined;
  error: unknown;
  onRetry: () => void;
}

export function UsageTable({ group, rows, error, onRetry }: UsageTableProps): ReactNode {
  const t = useTranslations("usage");
  const common = useTranslations("common");
  const statuses = useTranslations("statuses");
  const format = useFormat();
  const most = Math.max(1, ...(rows ?? []).map(({ messages }) => messages));
  const columns = useMemo(() => {
    const nameOf = (row: UsageRow): string => {
      const value = groupValueOf(row, group);
      if (group === "country") return value === null ? t("noCountry") : format.country(value);
      if (group === "carrier") return value ?? t("noCarrier");
      if (group === "status") return row.status === undefined ? "" : statuses(row.status);
      // A day (UTC) as such, not as the evening before of somebody west of there.
      return value ?? "";
    };
    const money = (row: UsageRow, micros: number): string =>
      row.currency === null ? common("none") : format.money(micros, row.currency);
    return columnsOf<UsageRow>()((column) => [
      column.display({
        id: "group",
        header: t(`groups.${group}`),
        cell: ({ row: { original } }) => <span className="figures font-medium">{nameOf(original)}</span>,
      }),
      column.display({
        id: "share",
        header: t("shares"),
        meta: { grow: true, hideOnPhone: true },
        cell: ({ row: { original } }) => (
          <div aria-hidden className="h-1.5 rounded-full bg-sunken">
            <div
              className="h-full rounded-full bg-accent-solid"
              style={{ width: `${(100 * original.messages) / most}%` }}
            />
          </div>
        ),
      }),
      column.accessor("messages", {
        header: t("columns.messages"),
        meta: { align: "right" },
        cell: ({ getValue }) => format.count(getValue()),
      }),
      column.accessor("segments", {
        header: t("columns.segments"),
        meta: { align: "right", hideOnPhone: true },
        cell: ({ getValue }) => format.count(getValue()),
      }),
      column.accessor("spentMicros", {
        header: t("columns.spent"),
        meta: { align: "right" },
        cell: ({ row: { original } }) => money(original, original.spentMicros),
      }),
      column.accessor("heldMicros", {
        header: t("columns.held"),
        meta: { align: "right", hideOnPhone: true },
        cell: ({ row: { original } }) => money(original, original.heldMicros),
      }),
      column.accessor("refundedMicros", {
        header: t("columns.refunded"),
        meta: { align: "right", hideOnPhone: true },
        cell: ({ row: { original } }) => money(original, original.refundedMicros),
      }),
    ]);
  }, [t, common, statuses, format, group, most]);
  return (
    <Card title={t("table")} flush>
      <DataTable
        label={t("table")}
        columns={columns}
        rows={rows}
        idOf={(row) => `${groupValueOf(row, group)} ${row.currency}`}
        error={error}
        onRetry={onRetry}
        empty={<Empty icon={BarChart3} title={t("empty")} />}
      />
    </Card>
  );
}
