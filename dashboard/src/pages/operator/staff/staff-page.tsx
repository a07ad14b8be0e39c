import { useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound, UserMinus, UserPlus } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../../api/api-error.ts";
import { clientOf, type Schema } from "../../../api/client.ts";
import { invalidate, read } from "../../../api/queries.ts";
import { useAction } from "../../../forms/use-action.ts";
import { useMe } from "../../../session/account.ts";
import { confirm } from "../../../ui/ask-confirm.ts";
import { Badge } from "../../../ui/badge.tsx";
import { Button, IconButton } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { columnsOf, DataTable } from "../../../ui/data-table.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Page } from "../../../ui/page.tsx";
import { Empty } from "../../../ui/states.tsx";
import { LinkDialog, type LinkKind } from "./link-dialog.tsx";
import { OpenInvitations } from "./open-invitations.tsx";

type Operator = Schema<"Operator">;

/** Those who run the gateway, and who was asked to. */
export function StaffPage(): ReactNode {
  const t = useTranslations("operator.staff");
  const queries = useQueryClient();
  const [making, setMaking] = useState<LinkKind>();
  const operators = useQuery(read(null, "/people/v1/operators"));
  const { run: remove } = useAction({
    run: (id: string) => unwrap(clientOf(null).DELETE("/people/v1/operators/{id}", { params: { path: { id } } })),
    done: t("removed"),
    onDone: () => invalidate(queries, null, "/people/v1/operators"),
  });
  return (
    <Page
      title={t("title")}
      description={t("description")}
      actions={
        <>
          <Button icon={KeyRound} onClick={() => setMaking("reset")}>
            {t("reset")}
          </Button>
          <Button variant="primary" icon={UserPlus} onClick={() => setMaking("invite")}>
            {t("invite")}
          </Button>
        </>
      }
    >
      <Card title={t("operators")} flush>
        <DataTable
          label={t("operators")}
          columns={useOperatorColumns(remove)}
          rows={operators.data?.data}
          idOf={({ id }) => id}
          error={operators.error}
          onRetry={() => void operators.refetch()}
          empty={<Empty title={t("empty")} />}
        />
      </Card>
      <OpenInvitations />
      <LinkDialog kind={making} onClose={() => setMaking(undefined)} />
    </Page>
  );
}

function useOperatorColumns(remove: (id: string) => void) {
  const t = useTranslations("operator.staff");
  const { id: myId } = useMe();
  return useMemo(() => {
    const askToRemove = async ({ id, name }: Operator): Promise<void> => {
      const request = { title: t("removeTitle", { name }), description: t("removeDetail"), action: t("remove") };
      if (await confirm({ ...request, danger: true })) remove(id);
    };
    return columnsOf<Operator>()((column) => [
      column.accessor("name", {
        header: t("name"),
        meta: { grow: true },
        cell: ({ row: { original } }) => (
          <span className="block truncate">
            <span className="font-medium">{original.name}</span> {original.id === myId && <Badge>{t("you")}</Badge>}
            <span className="block truncate text-[0.8125rem] text-muted">{original.email}</span>
          </span>
        ),
      }),
      column.accessor("twoFactor", {
        header: t("twoFactor"),
        cell: ({ getValue }) => <Badge tone={getValue() ? "good" : "warn"}>{getValue() ? t("on") : t("off")}</Badge>,
      }),
      column.accessor("since", {
        header: t("since"),
        meta: { hideOnPhone: true },
        cell: ({ getValue }) => <Moment at={getValue()} />,
      }),
      column.display({
        id: "actions",
        header: () => <span className="sr-only">{t("actions")}</span>,
        meta: { align: "right" },
        cell: ({ row: { original } }) => (
          <IconButton
            icon={UserMinus}
            label={t("removeTitle", { name: original.name })}
            onClick={() => void askToRemove(original)}
          />
        ),
      }),
    ]);
  }, [t, myId, remove]);
}
