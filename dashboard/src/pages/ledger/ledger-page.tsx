import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { ReceiptText, SearchX, WalletCards } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { ApiError } from "../../api/api-error.ts";
import { invalidate, read } from "../../api/queries.ts";
import { DownloadLink } from "../../components/download-link.tsx";
import { FilterForm } from "../../components/filter-form.tsx";
import { localTimeOf, momentOf } from "../../components/local-time.ts";
import { PagedTable } from "../../components/paged-table.tsx";
import { useLiveFrames } from "../../live/live-provider.tsx";
import { defined, oneOf } from "../../routes/search.ts";
import { useAccount } from "../../session/account.ts";
import { Card } from "../../ui/card.tsx";
import { SelectField, TextField } from "../../ui/fields.tsx";
import { Page } from "../../ui/page.tsx";
import { Empty } from "../../ui/states.tsx";
import { BalanceFigures } from "./balance-figures.tsx";
import { ledgerTypes } from "./ledger-types.ts";
import { useLedgerColumns } from "./use-ledger-columns.tsx";

const route = getRouteApi("/signed-in/a/$accountId/ledger");
const pageSize = 50;

export function LedgerPage(): ReactNode {
  const t = useTranslations("ledger");
  const shared = useTranslations("shared");
  const account = useAccount();
  const queries = useQueryClient();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { cursor, ...filters } = search;
  const balance = useQuery(read(account.id, "/v1/balance"));
  const entries = useQuery({
    ...read(account.id, "/v1/ledger", { params: { query: { limit: pageSize, ...search } } }),
    placeholderData: keepPreviousData,
  });
  const columns = useLedgerColumns(balance.data?.currency ?? "USD");
  useLiveFrames((frame) => {
    if (frame.type === "numbers" && frame.money !== null) void invalidate(queries, account.id, "/v1/balance");
  });
  if (balance.error instanceof ApiError && balance.error.code === "not_charged") {
    return (
      <Page title={t("title")}>
        <Card>
          <Empty icon={WalletCards} title={t("notCharged")} description={t("notChargedDetail")} />
        </Card>
      </Page>
    );
  }
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <Page
      title={t("title")}
      description={t("description")}
      actions={
        <DownloadLink path="/v1/ledger" query={{ ...filters, format: "csv" }}>
          {shared("downloadCsv")}
        </DownloadLink>
      }
    >
      <BalanceFigures balance={balance.data} />
      <FilterForm
        key={JSON.stringify(filters)}
        onReset={() => void navigate({ search: {} })}
        onApply={({ type, after = "", before = "" }) =>
          void navigate({
            search: defined({ type: oneOf(ledgerTypes, type), after: momentOf(after), before: momentOf(before) }),
          })
        }
      >
        <SelectField
          name="type"
          label={t("filters.type")}
          defaultValue={filters.type ?? ""}
          options={[
            { value: "", label: t("filters.anyType") },
            ...ledgerTypes.map((type) => ({ value: type, label: t(`types.${type}`) })),
          ]}
        />
        <TextField
          name="after"
          type="datetime-local"
          label={t("filters.after")}
          defaultValue={localTimeOf(filters.after)}
        />
        <TextField
          name="before"
          type="datetime-local"
          label={t("filters.before")}
          defaultValue={localTimeOf(filters.before)}
        />
      </FilterForm>
      <PagedTable
        label={t("title")}
        columns={columns}
        query={entries}
        idOf={({ id }) => id}
        empty={
          isFiltered ? (
            <Empty icon={SearchX} title={t("noMatch")} description={t("noMatchDetail")} />
          ) : (
            <Empty icon={ReceiptText} title={t("empty")} />
          )
        }
        cursor={cursor}
        onCursor={(next) => void navigate({ search: (before) => defined({ ...before, cursor: next }) })}
      />
    </Page>
  );
}
