import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { read } from "../../api/queries.ts";
import { useAccount } from "../../session/account.ts";
import { Card } from "../../ui/card.tsx";
import { Page } from "../../ui/page.tsx";
import { Failure, Loading } from "../../ui/states.tsx";
import { RetentionForm } from "./retention-form.tsx";

export function RetentionPage(): ReactNode {
  const t = useTranslations("retention");
  const account = useAccount();
  const { data, error, refetch } = useQuery(read(account.id, "/v1/retention"));
  return (
    <Page narrow title={t("title")} description={t("description")}>
      <Card>
        {data !== undefined ? (
          <RetentionForm retention={data} />
        ) : error !== null ? (
          <Failure error={error} onRetry={() => void refetch()} />
        ) : (
          <Loading />
        )}
      </Card>
    </Page>
  );
}
