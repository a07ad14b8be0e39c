import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { useFormat } from "../../format/use-format.ts";
import { Badge } from "../../ui/badge.tsx";
import { Card } from "../../ui/card.tsx";
import { Detail, Details } from "../../ui/details.tsx";
import { Moment } from "../../ui/moment.tsx";

export function SubAccountDetails({ subAccount }: { subAccount: Schema<"Account"> }): ReactNode {
  const t = useTranslations("subAccounts");
  const format = useFormat();
  const { id, status, createdAt, limits, use } = subAccount;
  const usedOf = (used: number, limit: number | null): string =>
    limit === null
      ? t("detail.useWithoutLimit", { used: format.count(used) })
      : t("detail.useOf", { used: format.count(used), limit: format.count(limit) });
  return (
    <Card>
      <Details>
        <Detail label={t("columns.status")}>
          <Badge tone={status === "active" ? "good" : "warn"} dot>
            {t(`statuses.${status}`)}
          </Badge>
        </Detail>
        <Detail label={t("columns.id")}>
          <span className="font-mono text-xs break-all">{id}</span>
        </Detail>
        <Detail label={t("columns.created")}>
          <Moment at={createdAt} />
        </Detail>
        <Detail label={t("detail.rate")}>{format.count(limits.segmentsPerSecond)}</Detail>
        <Detail label={t("detail.day")}>{usedOf(use.day?.segments ?? 0, limits.dailySegments)}</Detail>
        <Detail label={t("detail.month")}>{usedOf(use.month?.segments ?? 0, limits.monthlySegments)}</Detail>
        <Detail label={t("detail.waiting")}>{usedOf(use.waitingMessages, limits.maxWaitingMessages)}</Detail>
        <Detail label={t("detail.scheduled")}>{usedOf(use.scheduledMessages, limits.maxScheduledMessages)}</Detail>
      </Details>
    </Card>
  );
}
