import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Download } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../../../format/use-format.ts";
import { defined } from "../../../routes/search.ts";
import { buttonStyle } from "../../../ui/button-style.ts";
import { Card } from "../../../ui/card.tsx";
import { CursorPager } from "../../../ui/cursor-pager.tsx";
import { columnsOf, DataTable } from "../../../ui/data-table.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Page } from "../../../ui/page.tsx";
import { Empty } from "../../../ui/states.tsx";
import { FilterForm } from "../shared/filter-form.tsx";
import { type LogLine, readLog } from "./read-log.ts";

const route = getRouteApi("/signed-in/operator/logs");

/** The event log: a line for each step of a message's life. */
export function LogsPage(): ReactNode {
  const t = useTranslations("operator.logs");
  const { cursor, ...filters } = route.useSearch();
  const navigate = route.useNavigate();
  const page = useQuery({
    queryKey: [null, "/admin/v1/logs", { ...filters, cursor }],
    queryFn: ({ signal }) => readLog({ ...filters, cursor }, signal),
  });
  const download = new URLSearchParams(
    Object.entries({ ...filters, cursor, format: "csv" }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
  return (
    <Page
      title={t("title")}
      description={t("description")}
      actions={
        <a className={buttonStyle()} href={`/admin/v1/logs?${download}`} download="events.csv">
          <Download aria-hidden className="size-4" />
          {t("download")}
        </a>
      }
    >
      <FilterForm
        fields={[
          { name: "message", label: t("message"), placeholder: "msg_…" },
          { name: "account", label: t("account"), placeholder: "acc_…" },
          { name: "carrier", label: t("carrier") },
          { name: "event", label: t("event"), placeholder: "sent" },
          { name: "after", label: t("after"), moment: true },
          { name: "before", label: t("before"), moment: true },
        ]}
        values={filters}
        busy={page.isFetching}
        onApply={(next) => void navigate({ search: defined(next) })}
      />
      {page.data?.isCut === true && <Notice>{t("cut", { count: page.data.lines.length })}</Notice>}
      <Card flush>
        <DataTable
          label={t("title")}
          columns={useLineColumns()}
          rows={page.data?.lines}
          idOf={({ time, messageId, step, segment }) => `${time} ${messageId} ${step} ${segment}`}
          error={page.error}
          onRetry={() => void page.refetch()}
          empty={<Empty title={t("empty")} description={t("emptyDetail")} />}
          footer={
            <CursorPager
              cursor={cursor}
              nextCursor={page.data?.nextCursor}
              onCursor={(next) => void navigate({ search: defined({ ...filters, cursor: next }) })}
              busy={page.isFetching}
            />
          }
        />
      </Card>
    </Page>
  );
}

function useLineColumns() {
  const t = useTranslations("operator.logs");
  const format = useFormat();
  return useMemo(
    () =>
      columnsOf<LogLine>()((column) => [
        column.accessor("time", {
          header: t("time"),
          cell: ({ getValue }) => (
            <time dateTime={getValue()} title={format.moment(getValue())} className="figures block leading-tight">
              {format.clock(getValue())}
              <span className="block text-xs text-muted">{format.day(getValue())}</span>
            </time>
          ),
        }),
        column.accessor("event", {
          header: t("event"),
          cell: ({ getValue }) => <span className="font-medium">{getValue()}</span>,
        }),
        column.accessor("messageId", {
          header: t("message"),
          cell: ({ row: { original } }) =>
            original.messageId === null || original.accountId === null || !isSent(original.messageId) ? (
              <span className="font-mono text-xs">{original.messageId ?? ""}</span>
            ) : (
              <Link
                to="/a/$accountId/messages/$messageId"
                params={{ accountId: original.accountId, messageId: original.messageId }}
                className="font-mono text-xs underline-offset-4 hover:underline"
              >
                {original.messageId}
              </Link>
            ),
        }),
        column.display({
          id: "way",
          header: t("way"),
          meta: { hideOnPhone: true },
          cell: ({ row: { original } }) => (
            <span className="block leading-tight">
              {original.sender ?? ""}
              <span className="block text-muted">{original.recipient ?? ""}</span>
            </span>
          ),
        }),
        column.display({
          id: "outcome",
          header: t("outcome"),
          meta: { hideOnPhone: true, grow: true },
          cell: ({ row: { original } }) => (
            <span className="block leading-tight">
              {wordsOf(original.status, original.outcome, original.errorCode)}
              <span className="block text-xs text-muted">{wordsOf(original.carrierId, original.bindId)}</span>
            </span>
          ),
        }),
        column.accessor("sinceAcceptedMs", {
          header: t("since"),
          meta: { align: "right" },
          cell: ({ row: { original } }) =>
            original.sinceAcceptedMs === null ? "" : format.duration(original.sinceAcceptedMs),
        }),
      ]),
    [t, format],
  );
}

/** Texts from handsets have no page of their own. */
function isSent(id: string): boolean {
  return id.startsWith("msg_");
}

function wordsOf(...words: (string | null)[]): string {
  return [...new Set(words)].filter((word) => word !== null).join(" · ");
}
