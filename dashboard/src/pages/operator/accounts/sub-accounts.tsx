import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../../api/client.ts";
import { read } from "../../../api/queries.ts";
import { defined } from "../../../routes/search.ts";
import { Badge } from "../../../ui/badge.tsx";
import { Card } from "../../../ui/card.tsx";
import { CursorPager } from "../../../ui/cursor-pager.tsx";
import { columnsOf, DataTable } from "../../../ui/data-table.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Empty } from "../../../ui/states.tsx";
import type { Account } from "./account-calls.ts";

interface SubAccountsProps {
  account: Account;
  cursor: string | undefined;
  onCursor: (cursor: string | undefined) => void;
}

export function SubAccounts({ account, cursor, onCursor }: SubAccountsProps): ReactNode {
  const t = useTranslations("operator.account");
  const list = useTranslations("operatorAccounts");
  const query = { parent: account.id, limit: 50, ...defined({ cursor }) };
  const accounts = useQuery(read(null, "/admin/v1/accounts", { params: { query } }));
  const columns = useMemo(
    () =>
      columnsOf<Schema<"ListedAccount">>()((column) => [
        column.accessor("name", {
          header: list("columns.name"),
          meta: { grow: true },
          cell: ({ row: { original } }) => (
            <Link
              to="/operator/accounts/$accountId"
              params={{ accountId: original.id }}
              className="font-medium underline-offset-4 hover:underline"
            >
              {original.name}
            </Link>
          ),
        }),
        column.accessor("status", {
          header: list("columns.status"),
          cell: ({ getValue }) => (
            <Badge tone={getValue() === "active" ? "good" : "warn"} dot>
              {list(`status.${getValue()}`)}
            </Badge>
          ),
        }),
        column.accessor("createdAt", {
          header: list("columns.createdAt"),
          meta: { align: "right" },
          cell: ({ getValue }) => <Moment at={getValue()} />,
        }),
      ]),
    [list],
  );
  return (
    <div className="grid gap-4">
      {account.parentId !== null && (
        <Notice>
          {t("isSubAccount")}{" "}
          <Link
            to="/operator/accounts/$accountId"
            params={{ accountId: account.parentId }}
            className="font-medium underline underline-offset-4"
          >
            {account.parentId}
          </Link>
        </Notice>
      )}
      <Card title={t("tabs.subAccounts")} flush>
        <DataTable
          label={t("tabs.subAccounts")}
          columns={columns}
          rows={accounts.data?.data}
          idOf={({ id }) => id}
          error={accounts.error}
          onRetry={() => void accounts.refetch()}
          empty={<Empty title={t("noSubAccounts")} />}
          footer={
            <CursorPager
              cursor={cursor}
              nextCursor={accounts.data?.nextCursor}
              onCursor={onCursor}
              busy={accounts.isFetching}
            />
          }
        />
      </Card>
    </div>
  );
}
