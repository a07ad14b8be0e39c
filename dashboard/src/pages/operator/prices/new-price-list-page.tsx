import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Card } from "../../../ui/card.tsx";
import { Page } from "../../../ui/page.tsx";
import { IdField } from "../shared/id-field.tsx";
import { Refusal } from "../shared/refusal.tsx";
import { ReviewDialog } from "../shared/review-dialog.tsx";
import { useReview } from "../shared/use-review.ts";
import { invalidatePrices, type NewPriceList, type PricesTrial, savePrices, tryPrices } from "./price-calls.ts";
import { PriceForm } from "./price-form.tsx";
import { PricesTrialView } from "./prices-trial.tsx";

const blank: NewPriceList = { currency: "USD", chargeOn: "submitted", defaultPriceMicros: null, rows: [] };

export function NewPriceListPage(): ReactNode {
  const t = useTranslations("operator.prices");
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [id, setId] = useState("");
  const review = useReview<NewPriceList, PricesTrial>({
    tryIt: (body) => tryPrices(id.trim(), body, 0),
    apply: (body, note) => savePrices(id.trim(), body, note, 0),
    done: t("saved"),
    async onDone() {
      await invalidatePrices(queries);
      await navigate({ to: "/operator/prices/$priceListId", params: { priceListId: id.trim() } });
    },
  });
  return (
    <Page title={t("new")} description={t("newDetail")}>
      <Card>
        <div className="grid gap-4">
          <PriceForm base={blank} busy={review.checking} onSubmit={review.check}>
            <IdField label={t("id")} hint={t("idHint")} value={id} onChange={setId} />
          </PriceForm>
          {review.trial === undefined && <Refusal problem={review.problem} />}
        </div>
        <ReviewDialog review={review} title={t("reviewTitle", { list: id })} action={t("apply")}>
          {(trial) => <PricesTrialView trial={trial} currency={undefined} />}
        </ReviewDialog>
      </Card>
    </Page>
  );
}
