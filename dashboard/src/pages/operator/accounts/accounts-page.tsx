import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
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
import { LinkButton } from "../../../ui/link-button.tsx";
import { Page } from "../../../ui/page.tsx";
import { Empty } from "../../../ui/states.tsx";
import { FilterForm } from "../shared/filter-form.tsx";

const route = getRouteApi("/signed-in/operator/accounts");
const pageSize = 50;

export function OperatorAccountsPage(): ReactNode {
  const t = useTranslations("operatorAccounts");
  const { cursor, search } = route.useSearch();
  const navigate = route.useNavigate();
  const query = { limit: pageSize, ...defined({ cursor, search }) };
  const accounts = useQuery(read(null, "/admin/v1/accounts", { params: { query } }));
  const columns = useMemo(
    () =>
      columnsOf<Schema<"ListedAccount">>()((column) => [
        column.accessor("name", {
          header: t("columns.name"),
          meta: { grow: true },
          cell: ({ row: { original: account } }) => (
            <Link
              to="/operator/accounts/$accountId"
              params={{ accountId: account.id }}
              className="font-medium underline-offset-4 hover:underline"
            >
              {account.name}
            </Link>
          ),
        }),
        column.accessor("id", {
          header: t("columns.id"),
          meta: { hideOnPhone: true },
          cell: ({ getValue }) => <span className="font-mono text-xs text-muted">{getValue()}</span>,
        }),
        column.accessor("status", {
          header: t("columns.status"),
          cell: ({ getValue }) => (
            <Badge tone={getValue() === "active" ? "good" : "warn"} dot>
              {t(`status.${getValue()}`)}
            </Badge>
          ),
        }),
        column.accessor("createdAt", {
          header: t("columns.createdAt"),
          meta: { align: "right" },
          cell: ({ getValue }) => <Moment at={getValue()} />,
        }),
      ]),
    [t],
  );
  return (
    <Page
      title={t("title")}
      description={t("description")}
      actions={
        <LinkButton to="/operator/accounts/new" variant="primary" icon={Plus}>
          {t("new")}
        </LinkButton>
      }
    >
      <FilterForm
        fields={[{ name: "search", label: t("search"), placeholder: t("searchHint") }]}
        values={{ search }}
        busy={accounts.isFetching}
        onApply={(next) => void navigate({ search: defined(next) })}
      />
      <Card flush>
        <DataTable
          label={t("title")}
          columns={columns}
          rows={accounts.data?.data}
          idOf={({ id }) => id}
          error={accounts.error}
          onRetry={() => void accounts.refetch()}
          empty={<Empty title={search === undefined ? t("empty") : t("noMatch")} />}
          footer={
            <CursorPager
              cursor={cursor}
              nextCursor={accounts.data?.nextCursor}
              onCursor={(next) => void navigate({ search: defined({ search, cursor: next }) })}
              busy={accounts.isFetching}
            />
          }
        />
      </Card>
    </Page>
  );
}
