import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { History, SearchX } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { read } from "../../api/queries.ts";
import { FilterForm } from "../../components/filter-form.tsx";
import { localTimeOf, momentOf } from "../../components/local-time.ts";
import { PagedTable } from "../../components/paged-table.tsx";
import { defined } from "../../routes/search.ts";
import { useAccount } from "../../session/account.ts";
import { Button } from "../../ui/button.tsx";
import { columnsOf } from "../../ui/data-table.tsx";
import { TextField } from "../../ui/fields.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Page } from "../../ui/page.tsx";
import { Empty } from "../../ui/states.tsx";
import { AuditDetails } from "./audit-details.tsx";

const route = getRouteApi("/signed-in/a/$accountId/audit");
const pageSize = 50;

export function AuditPage(): ReactNode {
  const t = useTranslations("audit");
  const account = useAccount();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { cursor, ...filters } = search;
  const [shown, setShown] = useState<Schema<"AuditEntry"> | null>(null);
  const entries = useQuery({
    ...read(account.id, "/v1/audit", { params: { query: { limit: pageSize, ...search } } }),
    placeholderData: keepPreviousData,
  });
  const columns = useMemo(
    () =>
      columnsOf<Schema<"AuditEntry">>()((column) => [
        column.accessor("at", { header: t("columns.at"), cell: ({ getValue }) => <Moment at={getValue()} /> }),
        column.accessor("action", {
          header: t("columns.action"),
          cell: ({ getValue }) => <code className="font-mono text-[0.8125rem]">{getValue()}</code>,
        }),
        column.accessor("actor", { header: t("columns.actor"), meta: { grow: true, hideOnPhone: true } }),
        column.accessor("subject", {
          header: t("columns.subject"),
          meta: { hideOnPhone: true },
          cell: ({ getValue }) => <span className="font-mono text-xs text-muted">{getValue()}</span>,
        }),
        column.display({
          id: "change",
          header: t("columns.change"),
          meta: { align: "right" },
          cell: ({ row: { original: entry } }) => (
            <Button size="small" aria-label={t("detailsOf", { action: entry.action })} onClick={() => setShown(entry)}>
              {t("details")}
            </Button>
          ),
        }),
      ]),
    [t, setShown],
  );
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <Page title={t("title")} description={t("description")}>
      <FilterForm
        key={JSON.stringify(filters)}
        onReset={() => void navigate({ search: {} })}
        onApply={({ actor, action, subject, after = "", before = "" }) =>
          void navigate({
            search: defined({ actor, action, subject, after: momentOf(after), before: momentOf(before) }),
          })
        }
      >
        <TextField name="actor" label={t("filters.actor")} defaultValue={filters.actor} />
        <TextField name="action" label={t("filters.action")} defaultValue={filters.action} placeholder="key.revoked" />
        <TextField name="subject" label={t("filters.subject")} defaultValue={filters.subject} />
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
            <Empty icon={History} title={t("empty")} />
          )
        }
        cursor={cursor}
        onCursor={(next) => void navigate({ search: (before) => defined({ ...before, cursor: next }) })}
      />
      {shown !== null && <AuditDetails entry={shown} onClose={() => setShown(null)} />}
    </Page>
  );
}
