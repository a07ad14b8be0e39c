import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Plus, Tags } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../../api/client.ts";
import { read } from "../../../api/queries.ts";
import { defined } from "../../../routes/search.ts";
import { Card } from "../../../ui/card.tsx";
import { CursorPager } from "../../../ui/cursor-pager.tsx";
import { columnsOf, DataTable } from "../../../ui/data-table.tsx";
import { LinkButton } from "../../../ui/link-button.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Page } from "../../../ui/page.tsx";
import { Empty } from "../../../ui/states.tsx";

const route = getRouteApi("/signed-in/operator/prices");

export function PriceListsPage(): ReactNode {
  const t = useTranslations("operator.prices");
  const { cursor } = route.useSearch();
  const navigate = route.useNavigate();
  const lists = useQuery(read(null, "/admin/v1/prices", { params: { query: { limit: 50, ...defined({ cursor }) } } }));
  const columns = useMemo(
    () =>
      columnsOf<Schema<"PriceListVersion">>()((column) => [
        column.accessor("id", {
          header: t("id"),
          meta: { grow: true },
          cell: ({ getValue }) => (
            <Link
              to="/operator/prices/$priceListId"
              params={{ priceListId: getValue() }}
              className="font-medium underline-offset-4 hover:underline"
            >
              {getValue()}
            </Link>
          ),
        }),
        column.accessor("version", { header: t("version"), meta: { align: "right" } }),
        column.accessor("author", { header: t("author"), meta: { hideOnPhone: true } }),
        column.accessor("createdAt", {
          header: t("changedAt"),
          meta: { align: "right" },
          cell: ({ getValue }) => <Moment at={getValue()} />,
        }),
      ]),
    [t],
  );
  const add = (
    <LinkButton to="/operator/prices/new" variant="primary" icon={Plus}>
      {t("new")}
    </LinkButton>
  );
  return (
    <Page title={t("title")} description={t("description")} actions={add}>
      <Card flush>
        <DataTable
          label={t("title")}
          columns={columns}
          rows={lists.data?.data}
          idOf={({ id }) => id}
          error={lists.error}
          onRetry={() => void lists.refetch()}
          empty={<Empty icon={Tags} title={t("empty")} description={t("emptyDetail")} action={add} />}
          footer={
            <CursorPager
              cursor={cursor}
              nextCursor={lists.data?.nextCursor}
              onCursor={(next) => void navigate({ search: defined({ cursor: next }) })}
              busy={lists.isFetching}
            />
          }
        />
      </Card>
    </Page>
  );
}
