import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { useAccount } from "../../session/account.ts";
import { Button } from "../../ui/button.tsx";
import { type Columns, columnsOf } from "../../ui/data-table.tsx";
import { Moment } from "../../ui/moment.tsx";

type Text = Schema<"ListedMessage">;

interface TextColumnOptions {
  isWritable: boolean;
  onChange: (text: Text) => void;
  onCancel: (text: Text) => unknown;
}

export function useTextColumns({ isWritable, onChange, onCancel }: TextColumnOptions): Columns<Text> {
  const t = useTranslations("schedules.texts");
  const shared = useTranslations("shared");
  const { id: accountId } = useAccount();
  return useMemo(
    () =>
      columnsOf<Text>()((column) => [
        column.accessor("to", {
          header: t("columns.to"),
          cell: ({ row: { original: text } }) => (
            <>
              <Link
                to="/a/$accountId/messages/$messageId"
                params={{ accountId, messageId: text.id }}
                className="figures font-medium underline-offset-4 hover:underline"
              >
                {text.to}
              </Link>
              {text.sendAt !== undefined && (
                <span className="block text-xs text-muted md:hidden">
                  <Moment at={text.sendAt} />
                </span>
              )}
            </>
          ),
        }),
        column.accessor("text", {
          header: t("columns.text"),
          meta: { grow: true, hideOnPhone: true },
          cell: ({ getValue }) => <span className="text-muted">{getValue()}</span>,
        }),
        column.accessor("from", { header: t("columns.from"), meta: { hideOnPhone: true } }),
        column.accessor("sendAt", {
          header: t("columns.sendAt"),
          meta: { hideOnPhone: true },
          cell: ({ getValue }) => {
            const at = getValue();
            return at === undefined ? "" : <Moment at={at} />;
          },
        }),
        ...(isWritable
          ? [
              column.display({
                id: "actions",
                header: () => <span className="sr-only">{shared("actions")}</span>,
                meta: { align: "right" },
                cell: ({ row: { original: text } }) => (
                  <div className="flex justify-end gap-1.5">
                    <Button size="small" onClick={() => onChange(text)}>
                      {t("change")}
                    </Button>
                    <Button size="small" onClick={() => onCancel(text)}>
                      {t("cancel")}
                    </Button>
                  </div>
                ),
              }),
            ]
          : []),
      ]),
    [t, shared, accountId, isWritable, onChange, onCancel],
  );
}
