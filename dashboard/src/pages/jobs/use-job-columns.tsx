import { useQueryClient } from "@tanstack/react-query";
import { Ban } from "lucide-react";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import type { Schema } from "../../api/client.ts";
import { invalidate } from "../../api/queries.ts";
import { downloadUrl } from "../../components/download-url.ts";
import { JobProgress } from "../../components/job-progress.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useAction } from "../../forms/use-action.ts";
import { useAccount } from "../../session/account.ts";
import { confirm } from "../../ui/ask-confirm.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { buttonStyle } from "../../ui/button-style.ts";
import { Button } from "../../ui/button.tsx";
import { type Columns, columnsOf } from "../../ui/data-table.tsx";
import { Moment } from "../../ui/moment.tsx";

type Row = Schema<"Job">;

const tones: Record<Row["status"], Tone> = {
  waiting: "neutral",
  running: "info",
  done: "good",
  failed: "bad",
  canceled: "neutral",
};

export function useJobColumns(): Columns<Row> {
  const t = useTranslations("jobs");
  const shared = useTranslations("shared");
  const format = useFormat();
  const account = useAccount();
  const queries = useQueryClient();
  const { run: cancel } = useAction({
    run: (id: string) => unwrap(account.api.POST("/v1/jobs/{id}/cancel", { params: { path: { id } } })),
    done: t("canceled"),
    onDone: () => invalidate(queries, account.id, "/v1/jobs"),
  });
  const accountId = account.id;
  return useMemo(() => {
    const askCancel = async (id: string): Promise<void> => {
      const question = {
        title: t("cancelTitle"),
        description: t("cancelDescription"),
        action: t("cancelAction"),
        danger: true,
      };
      if (await confirm(question)) cancel(id);
    };
    return columnsOf<Row>()((column) => [
      column.accessor("kind", {
        header: t("columns.kind"),
        meta: { grow: true },
        cell: ({ row: { original: job } }) => (
          <>
            <span className="font-medium">{t(`kinds.${job.kind}`)}</span>
            <p className="text-xs text-muted">{Object.values(job.request).join(" · ")}</p>
          </>
        ),
      }),
      column.accessor("status", {
        header: t("columns.status"),
        cell: ({ row: { original: job } }) => (
          <>
            <Badge tone={tones[job.status]} dot>
              {t(`statuses.${job.status}`)}
            </Badge>
            <div className="mt-1.5">
              <JobProgress job={job} />
            </div>
            {job.error !== null && (
              <p className="mt-1 max-w-64 text-xs whitespace-normal text-bad">{job.error.message}</p>
            )}
          </>
        ),
      }),
      column.accessor("createdBy", {
        header: t("columns.startedBy"),
        meta: { hideOnPhone: true },
        cell: ({ getValue }) => (
          <span title={getValue()} className="block max-w-44 truncate text-muted">
            {getValue()}
          </span>
        ),
      }),
      column.accessor("createdAt", {
        header: t("columns.created"),
        meta: { align: "right", hideOnPhone: true },
        cell: ({ getValue }) => <Moment at={getValue()} />,
      }),
      column.display({
        id: "actions",
        header: () => <span className="sr-only">{shared("actions")}</span>,
        meta: { align: "right" },
        cell: ({ row: { original: job } }) => {
          if (job.endedAt === null) {
            return (
              <Button size="small" icon={Ban} onClick={() => void askCancel(job.id)}>
                {t("cancel")}
              </Button>
            );
          }
          return (
            job.result !== null && (
              <a
                href={downloadUrl(job.result.url, accountId, {})}
                download
                aria-label={t("downloadOf", { at: format.moment(job.createdAt) })}
                className={buttonStyle("secondary", "small")}
              >
                {t("download")}
              </a>
            )
          );
        },
      }),
    ]);
  }, [t, shared, format, accountId, cancel]);
}
