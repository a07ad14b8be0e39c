import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { read } from "../../api/queries.ts";
import { useAccount } from "../../session/account.ts";
import { Badge } from "../../ui/badge.tsx";
import { Card } from "../../ui/card.tsx";
import { Detail, Details } from "../../ui/details.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { Failure, Loading } from "../../ui/states.tsx";
import { NumberForm } from "./number-form.tsx";

const route = getRouteApi("/signed-in/a/$accountId/numbers/$number");

export function NumberPage(): ReactNode {
  const t = useTranslations("numbers");
  const common = useTranslations("common");
  const { number } = route.useParams();
  const account = useAccount();
  const { data, error, refetch } = useQuery(read(account.id, "/v1/numbers/{number}", { params: { path: { number } } }));
  return (
    <Page narrow title={number}>
      {data === undefined ? (
        <Card>{error === null ? <Loading /> : <Failure error={error} onRetry={() => void refetch()} />}</Card>
      ) : (
        <>
          <Card>
            <Details>
              <Detail label={t("detail.kind")}>{t(`kinds.${data.kind}`)}</Detail>
              <Detail label={t("detail.sharing")}>{data.shared ? t("detail.shared") : t("detail.whole")}</Detail>
              <Detail label={t("detail.keywords")}>
                <span className="flex flex-wrap gap-1.5">
                  {data.keywords.length === 0
                    ? common("none")
                    : data.keywords.map((keyword) => <Badge key={keyword}>{keyword}</Badge>)}
                </span>
              </Detail>
            </Details>
          </Card>
          <Card title={t("detail.replies")} description={t("detail.repliesDetail")}>
            {account.can("numbers:manage") ? <NumberForm number={data} /> : <Notice>{t("detail.readOnly")}</Notice>}
          </Card>
        </>
      )}
    </Page>
  );
}
