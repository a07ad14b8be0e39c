import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Building2, Plus } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import type { Schema } from "../../api/client.ts";
import { invalidate, read } from "../../api/queries.ts";
import { PagedTable } from "../../components/paged-table.tsx";
import { ShownOnce } from "../../components/shown-once.tsx";
import { defined } from "../../routes/search.ts";
import { useAccount } from "../../session/account.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { columnsOf } from "../../ui/data-table.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Page } from "../../ui/page.tsx";
import { Empty } from "../../ui/states.tsx";
import { SubAccountForm } from "./sub-account-form.tsx";

const route = getRouteApi("/signed-in/a/$accountId/sub-accounts");
const pageSize = 50;

export function SubAccountsPage(): ReactNode {
  const t = useTranslations("subAccounts");
  const account = useAccount();
  const queries = useQueryClient();
  const { cursor } = route.useSearch();
  const navigate = route.useNavigate();
  const [isMaking, setIsMaking] = useState(false);
  const [made, setMade] = useState<Schema<"CreatedAccount"> | null>(null);
  const accountId = account.id;
  const subAccounts = useQuery({
    ...read(accountId, "/v1/accounts", { params: { query: { limit: pageSize, ...defined({ cursor }) } } }),
    placeholderData: keepPreviousData,
  });
  const columns = useMemo(
    () =>
      columnsOf<Schema<"ListedAccount">>()((column) => [
        column.accessor("name", {
          header: t("columns.name"),
          meta: { grow: true },
          cell: ({ row: { original } }) => (
            <Link
              to="/a/$accountId/sub-accounts/$subAccountId"
              params={{ accountId, subAccountId: original.id }}
              className="font-medium underline-offset-4 hover:underline"
            >
              {original.name}
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
              {t(`statuses.${getValue()}`)}
            </Badge>
          ),
        }),
        column.accessor("createdAt", {
          header: t("columns.created"),
          meta: { align: "right", hideOnPhone: true },
          cell: ({ getValue }) => <Moment at={getValue()} />,
        }),
      ]),
    [t, accountId],
  );
  return (
    <Page
      title={t("title")}
      description={t("description")}
      actions={
        <Button variant="primary" icon={Plus} onClick={() => setIsMaking(true)}>
          {t("create")}
        </Button>
      }
    >
      <PagedTable
        label={t("title")}
        columns={columns}
        query={subAccounts}
        idOf={({ id }) => id}
        empty={<Empty icon={Building2} title={t("empty")} description={t("emptyDetail")} />}
        cursor={cursor}
        onCursor={(next) => void navigate({ search: defined({ cursor: next }) })}
      />
      <Dialog open={isMaking} onOpenChange={setIsMaking} title={t("create")}>
        <SubAccountForm
          subAccount={null}
          submitLabel={t("form.submit")}
          submit={(body) => unwrap(account.api.POST("/v1/accounts", { body }))}
          onCancel={() => setIsMaking(false)}
          onDone={(created) => {
            setIsMaking(false);
            setMade(created);
            void invalidate(queries, account.id, "/v1/accounts");
          }}
        />
      </Dialog>
      <ShownOnce
        title={t("created", { name: made?.name ?? "" })}
        label={t("key")}
        secret={made?.apiKey.key ?? null}
        onClose={() => setMade(null)}
      />
    </Page>
  );
}
