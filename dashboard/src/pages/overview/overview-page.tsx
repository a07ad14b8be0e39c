import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Send } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { read } from "../../api/queries.ts";
import { defined } from "../../routes/search.ts";
import { useAccount } from "../../session/account.ts";
import { Card } from "../../ui/card.tsx";
import { SelectField } from "../../ui/fields.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { Failure } from "../../ui/states.tsx";
import { DayChart } from "./day-chart.tsx";
import { HourChart } from "./hour-chart.tsx";
import { Outcomes } from "./outcomes.tsx";
import { OverviewStats } from "./overview-stats.tsx";

const route = getRouteApi("/signed-in/a/$accountId/overview");

/** How the account does: everything above the second chart comes from one answer, and frames keep it up to date. */
export function OverviewPage(): ReactNode {
  const t = useTranslations("overview");
  const account = useAccount();
  const { period = "today" } = route.useSearch();
  const navigate = route.useNavigate();
  const overview = useQuery(read(account.id, "/v1/overview"));
  const numbers = overview.data?.[period];
  const troubled = overview.data?.webhooks.troubled.length ?? 0;
  return (
    <Page
      title={t("title")}
      actions={
        <>
          <SelectField
            label={t("period")}
            hideLabel
            value={period}
            onChange={({ target: { value } }) =>
              void navigate({ search: defined({ period: value === "today" ? undefined : ("last24Hours" as const) }) })
            }
            options={[
              { value: "today", label: t("today") },
              { value: "last24Hours", label: t("last24Hours") },
            ]}
          />
          {account.can("messages:write") && (
            <LinkButton to="/a/$accountId/send" params={{ accountId: account.id }} variant="primary" icon={Send}>
              {t("send")}
            </LinkButton>
          )}
        </>
      }
    >
      {overview.error !== null && overview.data === undefined ? (
        <Card>
          <Failure error={overview.error} onRetry={() => void overview.refetch()} />
        </Card>
      ) : (
        <>
          {troubled > 0 && (
            <Notice tone="warn">
              <p className="font-medium">{t("troubled", { count: troubled })}</p>
              <p className="text-[0.8125rem]">{t("troubledDetail")}</p>
            </Notice>
          )}
          <OverviewStats overview={overview.data} period={period} />
          <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_20rem] [&>*]:min-w-0">
            <div className="grid gap-5">
              <HourChart minutes={overview.data?.lastHour} at={overview.data?.at} />
              <DayChart />
            </div>
            <Outcomes numbers={numbers} />
          </div>
        </>
      )}
    </Page>
  );
}
