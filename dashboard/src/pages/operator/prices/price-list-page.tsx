import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { RefreshCw } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../../api/api-error.ts";
import { clientOf, type Schema } from "../../../api/client.ts";
import { read } from "../../../api/queries.ts";
import { useAction } from "../../../forms/use-action.ts";
import { defined } from "../../../routes/search.ts";
import { Button } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { Page } from "../../../ui/page.tsx";
import { Failure, Loading } from "../../../ui/states.tsx";
import { Tabs } from "../../../ui/tabs.tsx";
import { toast } from "../../../ui/toast.ts";
import { Refusal } from "../shared/refusal.tsx";
import { ReviewDialog } from "../shared/review-dialog.tsx";
import { useReview } from "../shared/use-review.ts";
import {
  editableOf,
  invalidatePrices,
  type NewPriceList,
  type PricesTrial,
  savePrices,
  tryPrices,
} from "./price-calls.ts";
import { PriceForm } from "./price-form.tsx";
import { PriceHistory } from "./price-history.tsx";
import { PricesTrialView } from "./prices-trial.tsx";

export type PricesTab = "prices" | "history";

const route = getRouteApi("/signed-in/operator/prices/$priceListId");

export function PriceListPage(): ReactNode {
  const t = useTranslations("operator.prices");
  const { priceListId: id } = route.useParams();
  const { tab = "prices", cursor } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useQuery(read(null, "/admin/v1/prices/{id}", { params: { path: { id } } }));
  return (
    <Page title={id} description={t("one")} actions={list.data && <PushButton id={id} />}>
      {list.data === undefined ? (
        <Card>{list.isError ? <Failure error={list.error} onRetry={() => void list.refetch()} /> : <Loading />}</Card>
      ) : (
        <Tabs<PricesTab>
          label={t("one")}
          value={tab}
          onChange={(next) => void navigate({ search: defined({ tab: next === "prices" ? undefined : next }) })}
          tabs={[
            { value: "prices", label: t("tabs.prices"), content: <Prices key={list.data.version} list={list.data} /> },
            {
              value: "history",
              label: t("tabs.history"),
              content: (
                <PriceHistory
                  id={id}
                  current={list.data.version}
                  cursor={cursor}
                  onCursor={(next) => void navigate({ search: defined({ tab: "history" as const, cursor: next }) })}
                />
              ),
            },
          ]}
        />
      )}
    </Page>
  );
}

function Prices({ list }: { list: Schema<"PriceList"> }): ReactNode {
  const t = useTranslations("operator.prices");
  const queries = useQueryClient();
  const { id, version } = list;
  const review = useReview<NewPriceList, PricesTrial>({
    tryIt: (body) => tryPrices(id, body, version),
    apply: (body, note, trial) => savePrices(id, body, note, trial.version),
    done: t("saved"),
    onDone: () => invalidatePrices(queries),
  });
  return (
    <Card title={t("tabs.prices")} description={t("count", { count: list.rows.length })}>
      <div className="grid gap-4">
        <PriceForm base={editableOf(list)} busy={review.checking} onSubmit={review.check} />
        {review.trial === undefined && <Refusal problem={review.problem} />}
      </div>
      <ReviewDialog review={review} title={t("reviewTitle", { list: id })} action={t("apply")}>
        {(trial) => <PricesTrialView trial={trial} currency={list.currency} />}
      </ReviewDialog>
    </Card>
  );
}

/** Accounts take a new version by themselves; this is for those that were out of reach. */
function PushButton({ id }: { id: string }): ReactNode {
  const t = useTranslations("operator.prices");
  const push = useAction({
    run: () => unwrap(clientOf(null).POST("/admin/v1/prices/{id}/push", { params: { path: { id } } })),
    onDone({ accounts, failedAccountIds }) {
      if (failedAccountIds.length === 0) toast("good", t("pushed", { accounts }));
      else toast("bad", t("notPushed", { accounts: failedAccountIds.length }), failedAccountIds.join(", "));
    },
  });
  return (
    <Button icon={RefreshCw} busy={push.busy} onClick={() => push.run()}>
      {t("push")}
    </Button>
  );
}
