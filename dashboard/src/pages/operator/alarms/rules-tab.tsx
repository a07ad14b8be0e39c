import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { unwrap } from "../../../api/api-error.ts";
import { clientOf, type Schema } from "../../../api/client.ts";
import { invalidate, read } from "../../../api/queries.ts";
import { Button } from "../../../ui/button.tsx";
import { Failure, Loading } from "../../../ui/states.tsx";
import { Refusal } from "../shared/refusal.tsx";
import { ReviewDialog } from "../shared/review-dialog.tsx";
import { onlyFor, useReview } from "../shared/use-review.ts";
import { RuleFields } from "./rule-fields.tsx";
import { rulesOf, type RulesValues, rulesValues } from "./rule-settings.ts";
import { RulesTrialView } from "./rules-trial.tsx";

type Rules = Schema<"AlarmRules">;
type Trial = Schema<"AlarmRulesTrial">;

export function RulesTab(): ReactNode {
  const rules = useQuery(read(null, "/admin/v1/alarm-rules"));
  if (rules.isError) return <Failure error={rules.error} onRetry={() => void rules.refetch()} />;
  return rules.data === undefined ? <Loading rows={8} /> : <RulesForm key={rules.data.version} stored={rules.data} />;
}

function RulesForm({ stored }: { stored: Rules }): ReactNode {
  const t = useTranslations("operator.alarms");
  const queries = useQueryClient();
  const form = useForm<RulesValues>({ defaultValues: rulesValues(stored.rules) });
  const review = useReview<Schema<"AlarmRulesInput">["rules"], Trial>({
    async tryIt(rules) {
      const params = { query: { dryRun: "true" as const } };
      const trial = await unwrap(clientOf(null).PUT("/admin/v1/alarm-rules", { params, body: { rules } }));
      if ("dryRun" in trial) return trial;
      throw new Error("A dry run was answered with something else");
    },
    apply: (rules, note) =>
      unwrap(
        clientOf(null).PUT("/admin/v1/alarm-rules", {
          params: { header: onlyFor(stored.version) },
          body: note === undefined ? { rules } : { rules, note },
        }),
      ),
    done: t("rulesSaved"),
    onDone: () => invalidate(queries, null, "/admin/v1/alarm-rules"),
  });
  const submit = form.handleSubmit((values) => review.check(rulesOf(values)));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      className="grid gap-4"
    >
      {stored.rules.map((rule) => (
        <RuleFields key={rule.rule} form={form} rule={rule} />
      ))}
      {review.trial === undefined && <Refusal problem={review.problem} />}
      <div className="flex justify-end">
        <Button type="submit" variant="primary" busy={review.checking}>
          {t("check")}
        </Button>
      </div>
      <ReviewDialog review={review} title={t("rulesReview")} action={t("apply")}>
        {(trial) => <RulesTrialView trial={trial} />}
      </ReviewDialog>
    </form>
  );
}
