import { useQuery, useQueryClient } from "@tanstack/react-query";
import { UserMinus } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import type { Schema } from "../../api/client.ts";
import type { Role } from "../../api/people.ts";
import { invalidate, read } from "../../api/queries.ts";
import { useAction } from "../../forms/use-action.ts";
import { useAccount, useMe } from "../../session/account.ts";
import { confirm } from "../../ui/ask-confirm.ts";
import { Badge } from "../../ui/badge.tsx";
import { IconButton } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { columnsOf, DataTable } from "../../ui/data-table.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Empty } from "../../ui/states.tsx";
import { RoleSelect } from "./role-select.tsx";

type Member = Schema<"Member">;

export function MembersCard(): ReactNode {
  const t = useTranslations("people");
  const account = useAccount();
  const queries = useQueryClient();
  const members = useQuery(read(account.id, "/people/v1/members"));
  const onDone = (): Promise<void> => invalidate(queries, account.id, "/people/v1/members");
  const { run: change } = useAction({
    run: ({ id, role }: { id: string; role: Role }) =>
      unwrap(account.api.PATCH("/people/v1/members/{id}", { params: { path: { id } }, body: { role } })),
    done: t("roleChanged"),
    onDone,
  });
  const { run: remove } = useAction({
    run: (id: string) => unwrap(account.api.DELETE("/people/v1/members/{id}", { params: { path: { id } } })),
    done: t("removed"),
    onDone,
  });
  const columns = useMemberColumns({ change, remove });
  return (
    <Card title={t("members")} flush>
      <DataTable
        label={t("members")}
        columns={columns}
        rows={members.data?.data}
        idOf={({ id }) => id}
        error={members.error}
        onRetry={() => void members.refetch()}
        empty={<Empty title={t("noMembers")} />}
      />
    </Card>
  );
}

interface MemberActions {
  change: (input: { id: string; role: Role }) => void;
  remove: (id: string) => void;
}

function useMemberColumns({ change, remove }: MemberActions) {
  const t = useTranslations("people");
  const { id: myId } = useMe();
  const { managesPeople } = useAccount();
  return useMemo(() => {
    const askToRemove = async ({ id, name }: Member): Promise<void> => {
      const request = {
        title: t("removeTitle", { name }),
        description: t("removeDetail"),
        action: t("remove"),
        danger: true,
      };
      if (await confirm(request)) remove(id);
    };
    return columnsOf<Member>()((column) => [
      column.accessor("name", {
        header: t("columns.name"),
        cell: ({ row: { original: member } }) => (
          <span className="block">
            <span className="flex items-center gap-2 font-medium">
              {member.name}
              {member.id === myId && <Badge>{t("you")}</Badge>}
            </span>
            <span className="block text-[0.8125rem] text-muted">{member.email}</span>
          </span>
        ),
      }),
      column.accessor("role", {
        header: t("columns.role"),
        cell: ({ row: { original: member } }) => (
          <RoleSelect
            label={t("roleOf", { name: member.name })}
            value={member.role}
            disabled={!managesPeople}
            onChange={(role) => change({ id: member.id, role })}
          />
        ),
      }),
      column.accessor("twoFactor", {
        header: t("columns.twoFactor"),
        meta: { hideOnPhone: true },
        cell: ({ getValue }) => <Badge tone={getValue() ? "good" : "neutral"}>{getValue() ? t("on") : t("off")}</Badge>,
      }),
      column.accessor("since", {
        header: t("columns.since"),
        meta: { hideOnPhone: true },
        cell: ({ getValue }) => <Moment at={getValue()} />,
      }),
      column.display({
        id: "actions",
        header: () => <span className="sr-only">{t("columns.actions")}</span>,
        meta: { align: "right" },
        cell: ({ row: { original: member } }) =>
          managesPeople && (
            <IconButton
              icon={UserMinus}
              label={t("removeTitle", { name: member.name })}
              onClick={() => void askToRemove(member)}
            />
          ),
      }),
    ]);
  }, [t, myId, managesPeople, change, remove]);
}
