import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { type Columns, columnsOf } from "../../ui/data-table.tsx";
import { Moment } from "../../ui/moment.tsx";
import { allScopes } from "./scopes.ts";

type Row = Schema<"Key">;

interface KeyActions {
  rotate: (key: Row) => void;
  revoke: (key: Row) => unknown;
}

export function useKeyColumns({ rotate, revoke }: KeyActions): Columns<Row> {
  const t = useTranslations("keys");
  const shared = useTranslations("shared");
  return useMemo(
    () =>
      columnsOf<Row>()((column) => [
        column.accessor("name", {
          header: t("columns.name"),
          meta: { grow: true },
          cell: ({ getValue }) => <span className="font-medium">{getValue() ?? t("unnamed")}</span>,
        }),
        column.accessor("lastFour", {
          header: t("columns.key"),
          meta: { hideOnPhone: true },
          cell: ({ getValue }) => (
            <span className="font-mono text-xs text-muted">{t("endsIn", { lastFour: getValue() })}</span>
          ),
        }),
        column.accessor("scopes", {
          header: t("columns.scopes"),
          meta: { hideOnPhone: true },
          cell: ({ getValue }) => (
            <span title={getValue().join("\n")}>
              {getValue().length === allScopes.length ? t("everyScope") : t("scopeCount", { count: getValue().length })}
            </span>
          ),
        }),
        column.accessor("allowedNetworks", {
          header: t("columns.networks"),
          meta: { hideOnPhone: true },
          cell: ({ getValue }) => getValue()?.join(", ") ?? t("anyNetwork"),
        }),
        column.accessor("lastUsedAt", {
          header: t("columns.lastUsed"),
          meta: { hideOnPhone: true },
          cell: ({ getValue }) => {
            const at = getValue();
            return at === null ? t("neverUsed") : <Moment at={at} />;
          },
        }),
        column.accessor("expiresAt", {
          header: t("columns.expires"),
          meta: { hideOnPhone: true },
          cell: ({ getValue }) => {
            const at = getValue();
            if (at === null) return shared("never");
            return Date.parse(at) <= Date.now() ? <Badge tone="bad">{t("expired")}</Badge> : <Moment at={at} />;
          },
        }),
        column.display({
          id: "actions",
          header: () => <span className="sr-only">{shared("actions")}</span>,
          meta: { align: "right" },
          cell: ({ row: { original: key } }) => (
            <div className="flex justify-end gap-1.5">
              <Button size="small" onClick={() => rotate(key)}>
                {t("rotate")}
              </Button>
              <Button size="small" onClick={() => revoke(key)}>
                {t("revoke")}
              </Button>
            </div>
          ),
        }),
      ]),
    [t, shared, rotate, revoke],
  );
}
