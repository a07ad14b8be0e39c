import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { read } from "../../api/queries.ts";
import { JobProgress } from "../../components/job-progress.tsx";
import { useLiveJobs } from "../../components/use-live-jobs.ts";
import { useAccount } from "../../session/account.ts";
import { Card } from "../../ui/card.tsx";
import { LinkButton } from "../../ui/link-button.tsx";

const looked = 20;

/** The last replay of a time range while it is under way: a reload finds it again, since it is asked for. */
export function ReplayProgress({ webhookId }: { webhookId: string }): ReactNode {
  const t = useTranslations("webhooks.replay");
  const account = useAccount();
  const { data } = useQuery(read(account.id, "/v1/jobs", { params: { query: { limit: looked } } }));
  useLiveJobs();
  const job = data?.data.find(({ kind, request }) => kind === "webhook_replay" && request["webhookId"] === webhookId);
  if (job === undefined || (job.status !== "running" && job.status !== "waiting")) return null;
  return (
    <Card
      title={t("under")}
      actions={
        <LinkButton size="small" to="/a/$accountId/jobs" params={{ accountId: account.id }}>
          {t("seeJobs")}
        </LinkButton>
      }
    >
      <JobProgress job={job} />
    </Card>
  );
}
