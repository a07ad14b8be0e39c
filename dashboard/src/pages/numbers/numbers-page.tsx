import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Hash } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { read } from "../../api/queries.ts";
import { PagedTable } from "../../components/paged-table.tsx";
import { defined } from "../../routes/search.ts";
import { useAccount } from "../../session/account.ts";
import { columnsOf } from "../../ui/data-table.tsx";
import { Page } from "../../ui/page.tsx";
import { Empty } from "../../ui/states.tsx";
import { countReplies } from "./number-settings.ts";

const route = getRouteApi("/signed-in/a/$accountId/numbers");
const pageSize = 50;

export function NumbersPage(): ReactNode {
  const t = useTranslations("numbers");
  const { id: accountId } = useAccount();
  const { cursor } = route.useSearch();
  const navigate = route.useNavigate();
  const numbers = useQuery({
    ...read(accountId, "/v1/numbers", { params: { query: { limit: pageSize, ...defined({ cursor }) } } }),
    placeholderData: keepPreviousData,
  });
  const columns = useMemo(
    () =>
      columnsOf<Schema<"Number">>()((column) => [
        column.accessor("number", {
          header: t("columns.number"),
          cell: ({ getValue }) => (
            <Link
              to="/a/$accountId/numbers/$number"
              params={{ accountId, number: getValue() }}
              className="figures font-medium underline-offset-4 hover:underline"
            >
              {getValue()}
            </Link>
          ),
        }),
        column.accessor("kind", {
          header: t("columns.kind"),
          meta: { hideOnPhone: true },
          cell: ({ getValue }) => t(`kinds.${getValue()}`),
        }),
        column.display({
          id: "keywords",
          header: t("columns.keywords"),
          meta: { grow: true },
          cell: ({ row: { original } }) => (original.shared ? original.keywords.join(", ") : t("allTexts")),
        }),
        column.display({
          id: "replies",
          header: t("columns.replies"),
          meta: { align: "right" },
          cell: ({ row: { original } }) => {
            const count = countReplies(original);
            return count === 0 ? t("none") : t("replyCount", { count });
          },
        }),
      ]),
    [t, accountId],
  );
  return (
    <Page title={t("title")} description={t("description")}>
      <PagedTable
        label={t("title")}
        columns={columns}
        query={numbers}
        idOf={({ number }) => number}
        empty={<Empty icon={Hash} title={t("empty")} description={t("emptyDetail")} />}
        cursor={cursor}
        onCursor={(next) => void navigate({ search: defined({ cursor: next }) })}
      />
    </Page>
  );
}
