import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { read } from "../../api/queries.ts";
import { useAccount } from "../../session/account.ts";
import { Card } from "../../ui/card.tsx";
import { Failure, Loading } from "../../ui/states.tsx";
import { QuietHoursForm } from "./quiet-hours-form.tsx";

export function QuietHours(): ReactNode {
  const t = useTranslations("schedules.quiet");
  const account = useAccount();
  const { data, error, refetch } = useQuery(read(account.id, "/v1/quiet-hours"));
  return (
    <Card title={t("title")} description={t("description")} className="max-w-2xl">
      {data !== undefined ? (
        <QuietHoursForm setting={data} />
      ) : error !== null ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading />
      )}
    </Card>
  );
}
