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
import { type CarrierTrial, invalidateCarrier, type NewCarrier, saveCarrier, tryCarrier } from "./carrier-calls.ts";
import { CarrierForm } from "./carrier-form.tsx";
import { emptyBind } from "./carrier-form-values.ts";
import { CarrierTrialView } from "./carrier-trial.tsx";

const blank: NewCarrier = {
  name: "",
  binds: [{ ...emptyBind, kind: "smpp", port: 2775, windowSize: 100, throughputPerSecond: null, tls: null }],
};

export function NewCarrierPage(): ReactNode {
  const t = useTranslations("operator.carriers.edit");
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [id, setId] = useState("");
  const review = useReview<NewCarrier, CarrierTrial>({
    tryIt: (body) => tryCarrier(id.trim(), body, 0),
    apply: (body, note) => saveCarrier(id.trim(), note === undefined ? body : { ...body, note }, 0),
    done: t("saved"),
    async onDone() {
      await invalidateCarrier(queries);
      await navigate({ to: "/operator/carriers/$carrierId", params: { carrierId: id.trim() } });
    },
  });
  return (
    <Page title={t("newTitle")} description={t("newDetail")}>
      <Card>
        <div className="grid gap-4">
          <CarrierForm base={blank} busy={review.checking} onSubmit={review.check}>
            <IdField label={t("id")} hint={t("idHint")} value={id} onChange={setId} />
          </CarrierForm>
          {review.trial === undefined && <Refusal problem={review.problem} />}
        </div>
        <ReviewDialog review={review} title={t("reviewTitle", { name: id })} action={t("apply")}>
          {(trial) => <CarrierTrialView trial={trial} showReroute={false} />}
        </ReviewDialog>
      </Card>
    </Page>
  );
}
