import { GitCompare, RotateCcw } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { confirm } from "../../../ui/ask-confirm.ts";
import { Badge } from "../../../ui/badge.tsx";
import { Button } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { CursorPager } from "../../../ui/cursor-pager.tsx";
import { columnsOf, DataTable } from "../../../ui/data-table.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Empty } from "../../../ui/states.tsx";

export interface VersionRow {
  version: number;
  createdAt: string;
  author: string;
  note: string | null;
}

interface VersionHistoryProps {
  versions: {
    data?: { data: readonly VersionRow[]; nextCursor: string | null } | undefined;
    error: unknown;
    isFetching: boolean;
    refetch: () => unknown;
  };
  current: number | undefined;
  cursor: string | undefined;
  onCursor: (cursor: string | undefined) => void;
  /** What the later version has differently from the earlier one. */
  diff: (from: number, to: number) => ReactNode;
  revert: (version: number) => void;
  /** The version that is being gone back to. */
  reverting: number | undefined;
}

/** Each version with who made it and why; the difference to the one before, and the way back. */
export function VersionHistory(props: VersionHistoryProps): ReactNode {
  const { versions, current, cursor, onCursor, diff, revert, reverting } = props;
  const t = useTranslations("operator.shared");
  const [compared, setCompared] = useState<number>();
  const columns = useMemo(() => {
    const askToRevert = async (version: number): Promise<void> => {
      const request = { title: t("revertTitle", { version }), description: t("revertDetail"), action: t("revert") };
      if (await confirm(request)) revert(version);
    };
    return columnsOf<VersionRow>()((column) => [
      column.accessor("version", {
        header: t("version"),
        cell: ({ getValue }) => (
          <span className="flex items-center gap-2">
            <span className="figures font-medium">{getValue()}</span>
            {getValue() === current && <Badge tone="good">{t("current")}</Badge>}
          </span>
        ),
      }),
      column.accessor("createdAt", { header: t("when"), cell: ({ getValue }) => <Moment at={getValue()} /> }),
      column.accessor("author", { header: t("who"), meta: { hideOnPhone: true } }),
      column.accessor("note", {
        header: t("note"),
        meta: { grow: true, hideOnPhone: true },
        cell: ({ getValue }) => <span className="text-muted">{getValue() ?? ""}</span>,
      }),
      column.display({
        id: "actions",
        header: () => <span className="sr-only">{t("actions")}</span>,
        meta: { align: "right" },
        cell: ({ row: { original } }) => (
          <span className="inline-flex gap-2">
            {original.version > 1 && (
              <Button size="small" icon={GitCompare} onClick={() => setCompared(original.version)}>
                {t("compare")}
              </Button>
            )}
            {current !== undefined && original.version !== current && (
              <Button
                size="small"
                icon={RotateCcw}
                busy={reverting === original.version}
                onClick={() => void askToRevert(original.version)}
              >
                {t("revert")}
              </Button>
            )}
          </span>
        ),
      }),
    ]);
  }, [t, current, revert, reverting]);
  return (
    <Card title={t("history")} flush>
      <DataTable
        label={t("history")}
        columns={columns}
        rows={versions.data?.data}
        idOf={({ version }) => String(version)}
        error={versions.error}
        onRetry={() => void versions.refetch()}
        empty={<Empty title={t("noVersions")} />}
        footer={
          <CursorPager
            cursor={cursor}
            nextCursor={versions.data?.nextCursor}
            onCursor={onCursor}
            busy={versions.isFetching}
          />
        }
      />
      <Dialog
        wide
        open={compared !== undefined}
        onOpenChange={() => setCompared(undefined)}
        title={compared === undefined ? "" : t("compareTitle", { from: compared - 1, to: compared })}
      >
        {compared !== undefined && diff(compared - 1, compared)}
      </Dialog>
    </Card>
  );
}
