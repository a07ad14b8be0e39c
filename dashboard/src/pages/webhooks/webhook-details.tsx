import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { useFormat } from "../../format/use-format.ts";
import { Card } from "../../ui/card.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { Detail, Details } from "../../ui/details.tsx";
import { Moment } from "../../ui/moment.tsx";
import { eventNames } from "./event-patterns.ts";
import { WebhookState } from "./webhook-state.tsx";

export function WebhookDetails({ webhook }: { webhook: Schema<"WebhookState"> }): ReactNode {
  const t = useTranslations("webhooks");
  const format = useFormat();
  const publicKeys = webhook.keys.filter(({ publicKey }) => publicKey !== null);
  return (
    <Card>
      <div className="grid gap-5">
        <Details>
          <Detail label={t("detail.state")}>
            <WebhookState webhook={webhook} />
          </Detail>
          <Detail label={t("detail.waiting")}>
            <span className="figures">{format.count(webhook.waitingEvents)}</span>
          </Detail>
          <Detail label={t("detail.events")}>
            {webhook.events.map((pattern) => t(`events.${eventNames[pattern]}`)).join(", ")}
          </Detail>
          <Detail label={t("detail.signatures")}>
            <span className="font-mono text-xs">{webhook.signatures.join(", ")}</span>
          </Detail>
          <Detail label={t("detail.concurrency")}>{format.count(webhook.concurrency)}</Detail>
          <Detail label={t("detail.batch")}>{format.count(webhook.maxBatch)}</Detail>
          <Detail label={t("detail.created")}>
            <Moment at={webhook.createdAt} />
          </Detail>
        </Details>
        {publicKeys.map(({ publicKey, expiresAt }) => (
          <CopyField
            key={publicKey}
            label={
              expiresAt === null
                ? t("detail.publicKey")
                : `${t("detail.publicKey")} (${t("detail.untilExpiry", { at: format.moment(expiresAt) })})`
            }
            value={publicKey ?? ""}
          />
        ))}
      </div>
    </Card>
  );
}
