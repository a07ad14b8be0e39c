import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { read } from "../../api/queries.ts";
import { useAccount } from "../../session/account.ts";
import { Card } from "../../ui/card.tsx";
import { Failure, Loading } from "../../ui/states.tsx";
import { OptOutForm } from "./opt-out-form.tsx";

export function OptOutWords(): ReactNode {
  const t = useTranslations("suppressions.words");
  const account = useAccount();
  const { data, error, refetch } = useQuery(read(account.id, "/v1/opt-out"));
  return (
    <Card title={t("title")} description={t("description")}>
      {data !== undefined ? (
        <OptOutForm settings={data} />
      ) : error !== null ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading />
      )}
    </Card>
  );
}
