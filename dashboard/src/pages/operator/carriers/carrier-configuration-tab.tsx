import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { read } from "../../../api/queries.ts";
import { Card } from "../../../ui/card.tsx";
import { Failure, Loading } from "../../../ui/states.tsx";
import { JsonForm } from "../shared/json-form.tsx";
import { Refusal } from "../shared/refusal.tsx";
import { ReviewDialog } from "../shared/review-dialog.tsx";
import { useReview } from "../shared/use-review.ts";
import {
  type Carrier,
  type CarrierTrial,
  invalidateCarrier,
  type NewCarrier,
  saveCarrier,
  tryCarrier,
} from "./carrier-calls.ts";
import { CarrierForm } from "./carrier-form.tsx";
import { editableOf } from "./carrier-form-values.ts";
import { CarrierTrialView } from "./carrier-trial.tsx";

/** The configuration, to be changed: nothing is stored before its dry run was looked at. */
export function CarrierConfigurationTab({ carrier, as }: { carrier: Carrier; as: "form" | "json" }): ReactNode {
  const t = useTranslations("operator.carriers.edit");
  const queries = useQueryClient();
  const { id, version } = carrier;
  const stored = useQuery(
    read(null, "/admin/v1/carriers/{id}/versions/{version}", { params: { path: { id, version } } }),
  );
  const review = useReview<NewCarrier, CarrierTrial>({
    tryIt: (body) => tryCarrier(id, body, version),
    apply: (body, note, trial) => saveCarrier(id, note === undefined ? body : { ...body, note }, trial.version),
    done: t("saved"),
    onDone: () => invalidateCarrier(queries),
  });
  if (stored.isError) return <Failure error={stored.error} onRetry={() => void stored.refetch()} />;
  if (stored.data === undefined) return <Loading />;
  const configuration = editableOf(stored.data.configuration);
  return (
    <Card title={t(as === "form" ? "formTitle" : "jsonTitle")} description={t("passwords")}>
      <div className="grid gap-4">
        {as === "form" ? (
          <CarrierForm key={version} base={configuration} busy={review.checking} onSubmit={review.check} />
        ) : (
          <JsonForm
            key={version}
            label={t("json")}
            value={configuration}
            busy={review.checking}
            action={t("check")}
            onSubmit={(value) => review.check(value as NewCarrier)}
          />
        )}
        {review.trial === undefined && <Refusal problem={review.problem} />}
      </div>
      <ReviewDialog review={review} title={t("reviewTitle", { name: carrier.name })} action={t("apply")}>
        {(trial) => <CarrierTrialView trial={trial} showReroute={false} />}
      </ReviewDialog>
    </Card>
  );
}
