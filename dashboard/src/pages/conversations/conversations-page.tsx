import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { MessagesSquare, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { read } from "../../api/queries.ts";
import { FilterForm } from "../../components/filter-form.tsx";
import { PagedTable } from "../../components/paged-table.tsx";
import { defined } from "../../routes/search.ts";
import { useAccount } from "../../session/account.ts";
import { TextField } from "../../ui/fields.tsx";
import { Page } from "../../ui/page.tsx";
import { Empty } from "../../ui/states.tsx";
import { conversationsOf } from "./conversations-of.ts";
import { useConversationColumns } from "./use-conversation-columns.tsx";

const route = getRouteApi("/signed-in/a/$accountId/conversations");
const pageSize = 50;
const searchedTexts = 200;

/** Who wrote, the latest first. A handset is looked for among the texts it sent. */
export function ConversationsPage(): ReactNode {
  const t = useTranslations("conversations");
  const account = useAccount();
  const { cursor, peer } = route.useSearch();
  const navigate = route.useNavigate();
  const isSearch = peer !== undefined;
  const all = useQuery({
    ...read(account.id, "/v1/conversations", { params: { query: { limit: pageSize, ...defined({ cursor }) } } }),
    placeholderData: keepPreviousData,
    enabled: !isSearch,
  });
  const found = useQuery({
    ...read(account.id, "/v1/inbound", { params: { query: { limit: searchedTexts, ...defined({ from: peer }) } } }),
    select: ({ data }) => ({ data: conversationsOf(data), nextCursor: null }),
    enabled: isSearch,
  });
  const columns = useConversationColumns(account.id);
  return (
    <Page title={t("title")} description={t("description")}>
      <FilterForm
        key={peer}
        onReset={() => void navigate({ search: {} })}
        onApply={(values) => void navigate({ search: defined({ peer: values["peer"] }) })}
      >
        <TextField
          name="peer"
          type="search"
          inputMode="tel"
          label={t("search")}
          defaultValue={peer}
          placeholder="+573001234567"
        />
      </FilterForm>
      <PagedTable
        label={t("title")}
        columns={columns}
        query={isSearch ? found : all}
        idOf={({ number, peer: handset }) => `${number} ${handset}`}
        empty={
          isSearch ? (
            <Empty icon={SearchX} title={t("noMatch")} description={t("noMatchDetail")} />
          ) : (
            <Empty icon={MessagesSquare} title={t("empty")} description={t("emptyDetail")} />
          )
        }
        cursor={cursor}
        onCursor={(next) => void navigate({ search: defined({ cursor: next }) })}
      />
    </Page>
  );
}
