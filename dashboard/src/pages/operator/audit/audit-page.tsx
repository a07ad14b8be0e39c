import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../../api/client.ts";
import { read } from "../../../api/queries.ts";
import { defined } from "../../../routes/search.ts";
import { Button } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { CursorPager } from "../../../ui/cursor-pager.tsx";
import { columnsOf, DataTable } from "../../../ui/data-table.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Page } from "../../../ui/page.tsx";
import { Empty } from "../../../ui/states.tsx";
import { ChangesTable } from "../shared/changes-table.tsx";
import { FilterForm } from "../shared/filter-form.tsx";
import { changesOf } from "./changes-of.ts";

type Entry = Schema<"AuditEntry">;

const route = getRouteApi("/signed-in/operator/audit");

/** Who changed what, newest first. */
export function OperatorAuditPage(): ReactNode {
  const t = useTranslations("operator.audit");
  const { cursor, ...filters } = route.useSearch();
  const navigate = route.useNavigate();
  const [opened, setOpened] = useState<Entry>();
  const query = { limit: 50, ...defined({ cursor, ...filters }) };
  const entries = useQuery(read(null, "/admin/v1/audit", { params: { query } }));
  const columns = useEntryColumns(setOpened);
  return (
    <Page title={t("title")} description={t("description")}>
      <FilterForm
        fields={[
          { name: "actor", label: t("actor") },
          { name: "action", label: t("action"), placeholder: "carrier.saved" },
          { name: "subject", label: t("subject") },
          { name: "account", label: t("account"), placeholder: "acc_…" },
          { name: "after", label: t("after"), moment: true },
          { name: "before", label: t("before"), moment: true },
        ]}
        values={filters}
        busy={entries.isFetching}
        onApply={(next) => void navigate({ search: defined(next) })}
      />
      <Card flush>
        <DataTable
          label={t("title")}
          columns={columns}
          rows={entries.data?.data}
          idOf={({ id }) => id}
          error={entries.error}
          onRetry={() => void entries.refetch()}
          empty={<Empty title={t("empty")} />}
          footer={
            <CursorPager
              cursor={cursor}
              nextCursor={entries.data?.nextCursor}
              onCursor={(next) => void navigate({ search: defined({ ...filters, cursor: next }) })}
              busy={entries.isFetching}
            />
          }
        />
      </Card>
      <Dialog
        wide
        open={opened !== undefined}
        onOpenChange={() => setOpened(undefined)}
        title={opened?.action ?? ""}
        description={opened && `${opened.subject} · ${opened.actor}`}
      >
        {opened !== undefined && <ChangesTable label={t("changes")} changes={changesOf(opened)} />}
      </Dialog>
    </Page>
  );
}

function useEntryColumns(open: (entry: Entry) => void) {
  const t = useTranslations("operator.audit");
  return useMemo(
    () =>
      columnsOf<Entry>()((column) => [
        column.accessor("at", { header: t("at"), cell: ({ getValue }) => <Moment at={getValue()} /> }),
        column.accessor("actor", {
          header: t("actor"),
          meta: { hideOnPhone: true },
          cell: ({ getValue }) => <span className="block max-w-44 truncate">{getValue()}</span>,
        }),
        column.accessor("action", {
          header: t("action"),
          cell: ({ getValue }) => <code className="font-mono text-[0.8125rem]">{getValue()}</code>,
        }),
        column.accessor("subject", {
          header: t("subject"),
          meta: { grow: true },
          cell: ({
            row: {
              original: { subject, accountId },
            },
          }) => (
            <>
              <span className="block truncate">{subject}</span>
              {accountId !== null && accountId !== subject && (
                <span className="block truncate font-mono text-xs text-muted">{accountId}</span>
              )}
            </>
          ),
        }),
        column.display({
          id: "actions",
          header: () => <span className="sr-only">{t("changes")}</span>,
          meta: { align: "right" },
          cell: ({ row: { original } }) => (
            <Button
              size="small"
              aria-label={t("changesOf", { action: original.action, subject: original.subject })}
              onClick={() => open(original)}
            >
              {t("changes")}
            </Button>
          ),
        }),
      ]),
    [t, open],
  );
}
