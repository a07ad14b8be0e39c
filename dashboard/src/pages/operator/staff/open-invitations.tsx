import { useQuery, useQueryClient } from "@tanstack/react-query";
import { MailOpen } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../../api/api-error.ts";
import { clientOf, type Schema } from "../../../api/client.ts";
import { invalidate, read } from "../../../api/queries.ts";
import { useAction } from "../../../forms/use-action.ts";
import { Button } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { columnsOf, DataTable } from "../../../ui/data-table.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Empty } from "../../../ui/states.tsx";

/** Links that were handed on and not used yet. */
export function OpenInvitations(): ReactNode {
  const t = useTranslations("operator.staff");
  const queries = useQueryClient();
  const invitations = useQuery(read(null, "/people/v1/invitations"));
  const { run: revoke, input: revoked } = useAction({
    run: (invitation: string) =>
      unwrap(clientOf(null).DELETE("/people/v1/invitations/{invitation}", { params: { path: { invitation } } })),
    done: t("revoked"),
    onDone: () => invalidate(queries, null, "/people/v1/invitations"),
  });
  const columns = useMemo(
    () =>
      columnsOf<Schema<"Invitation">>()((column) => [
        column.accessor("email", { header: t("email"), meta: { grow: true } }),
        column.accessor("invitedBy", { header: t("invitedBy"), meta: { hideOnPhone: true } }),
        column.accessor("expiresAt", { header: t("until"), cell: ({ getValue }) => <Moment at={getValue()} /> }),
        column.display({
          id: "actions",
          header: () => <span className="sr-only">{t("actions")}</span>,
          meta: { align: "right" },
          cell: ({ row: { original } }) => (
            <Button
              size="small"
              busy={revoked === original.id}
              aria-label={t("revokeOf", { email: original.email ?? "" })}
              onClick={() => revoke(original.id)}
            >
              {t("revoke")}
            </Button>
          ),
        }),
      ]),
    [t, revoke, revoked],
  );
  return (
    <Card title={t("invitations")} flush>
      <DataTable
        label={t("invitations")}
        columns={columns}
        rows={invitations.data?.data}
        idOf={({ id }) => id}
        error={invitations.error}
        onRetry={() => void invitations.refetch()}
        empty={<Empty icon={MailOpen} title={t("noInvitations")} />}
      />
    </Card>
  );
}
