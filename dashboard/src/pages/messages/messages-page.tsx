import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { MessageSquareText, SearchX, Send } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { read } from "../../api/queries.ts";
import { defined } from "../../routes/search.ts";
import { useAccount } from "../../session/account.ts";
import { Card } from "../../ui/card.tsx";
import { CursorPager } from "../../ui/cursor-pager.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Page } from "../../ui/page.tsx";
import { Empty } from "../../ui/states.tsx";
import { ExportButton } from "./export-button.tsx";
import { MessageFilters } from "./message-filters.tsx";
import { useMessageColumns } from "./use-message-columns.tsx";

const route = getRouteApi("/signed-in/a/$accountId/messages");
const pageSize = 50;

/** What was sent, newest first. The filters and the page are in the address, so that a search can be handed on. */
export function MessagesPage(): ReactNode {
  const t = useTranslations("messages");
  const account = useAccount();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useMessageColumns(account.id);
  const { cursor, ...filters } = search;
  const isFiltered = Object.keys(filters).length > 0;
  const messages = useQuery({
    ...read(account.id, "/v1/messages", { params: { query: { limit: pageSize, ...search } } }),
    placeholderData: keepPreviousData,
  });
  return (
    <Page
      title={t("title")}
      actions={
        <>
          {account.can("jobs:manage") && <ExportButton filters={filters} />}
          {account.can("messages:write") && (
            <LinkButton to="/a/$accountId/send" params={{ accountId: account.id }} variant="primary" icon={Send}>
              {t("send")}
            </LinkButton>
          )}
        </>
      }
    >
      <MessageFilters
        key={JSON.stringify(filters)}
        filters={filters}
        onApply={(next) => void navigate({ search: defined(next) })}
      />
      <Card flush>
        <DataTable
          label={t("title")}
          columns={columns}
          rows={messages.data?.data}
          idOf={({ id }) => id}
          error={messages.error}
          onRetry={() => void messages.refetch()}
          empty={
            isFiltered ? (
              <Empty icon={SearchX} title={t("noMatch")} description={t("noMatchDetail")} />
            ) : (
              <Empty icon={MessageSquareText} title={t("empty")} description={t("emptyDetail")} />
            )
          }
          footer={
            <CursorPager
              cursor={cursor}
              nextCursor={messages.data?.nextCursor}
              busy={messages.isPlaceholderData}
              onCursor={(next) => void navigate({ search: (before) => defined({ ...before, cursor: next }) })}
            />
          }
        />
      </Card>
    </Page>
  );
}
