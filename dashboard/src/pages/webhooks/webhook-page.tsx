import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { read } from "../../api/queries.ts";
import { useAccount } from "../../session/account.ts";
import { Card } from "../../ui/card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { Failure, Loading } from "../../ui/states.tsx";
import { Deliveries } from "./deliveries.tsx";
import { ReplayProgress } from "./replay-progress.tsx";
import { WebhookActions } from "./webhook-actions.tsx";
import { WebhookDetails } from "./webhook-details.tsx";

const route = getRouteApi("/signed-in/a/$accountId/webhooks/$webhookId");

/** One endpoint: how it is, what it was sent, and what can be done about it. */
export function WebhookPage(): ReactNode {
  const nav = useTranslations("nav");
  const t = useTranslations("webhooks.detail");
  const { webhookId } = route.useParams();
  const account = useAccount();
  const {
    data: webhook,
    error,
    refetch,
  } = useQuery(read(account.id, "/v1/webhooks/{id}", { params: { path: { id: webhookId } } }));
  if (webhook === undefined) {
    return (
      <Page title={nav("webhook")}>
        <Card>{error === null ? <Loading /> : <Failure error={error} onRetry={() => void refetch()} />}</Card>
      </Page>
    );
  }
  return (
    <Page title={webhook.url} description={webhook.description} actions={<WebhookActions webhook={webhook} />}>
      {webhook.disabledReason !== null && (
        <Notice tone="bad">
          <p className="font-medium">{t("stopped")}</p>
          <p>
            {webhook.disabledReason === "gone" ? t("stoppedGone") : t("stoppedFailing")} {t("stoppedHint")}
          </p>
        </Notice>
      )}
      {account.can("jobs:manage") && <ReplayProgress webhookId={webhook.id} />}
      <WebhookDetails webhook={webhook} />
      <Deliveries webhookId={webhook.id} />
    </Page>
  );
}
