import type { ReactNode } from "react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../../api/api-error.ts";
import { clientOf, type Schema } from "../../../api/client.ts";
import { FormProblem } from "../../../forms/form-problem.tsx";
import { useApiForm } from "../../../forms/use-api-form.ts";
import { Button } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { SelectField, TextField } from "../../../ui/fields.tsx";
import { ExplanationView } from "./explanation-view.tsx";
import { type Lane, lanes } from "./rule-values.ts";

interface Question {
  to: string;
  from: string;
  accountId: string;
  text: string;
  lane: Lane;
}

/** Which carrier a text would go to, and why not to the others. */
export function ExplainCard(): ReactNode {
  const t = useTranslations("operator.routes.explain");
  const lane = useTranslations("operator.routes.lanes");
  const [explanation, setExplanation] = useState<Schema<"RouteExplanation">>();
  const { form, onSubmit, busy, problem, errorOf } = useApiForm<Question, Schema<"RouteExplanation">>({
    defaultValues: { to: "", from: "", accountId: "", text: "", lane: "normal" },
    submit: (body) => unwrap(clientOf(null).POST("/admin/v1/routes/explain", { body })),
    onDone: setExplanation,
  });
  const { register } = form;
  return (
    <div className="grid gap-5">
      <Card title={t("title")} description={t("detail")}>
        <form onSubmit={onSubmit} className="grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-3">
          <TextField
            {...register("to")}
            label={t("to")}
            error={errorOf("to")}
            type="tel"
            placeholder="+573001234567"
            required
          />
          <TextField {...register("from")} label={t("from")} error={errorOf("from")} required />
          <TextField {...register("accountId")} label={t("account")} error={errorOf("accountId")} placeholder="acc_…" />
          <TextField {...register("text")} label={t("text")} error={errorOf("text")} />
          <SelectField
            {...register("lane")}
            label={t("lane")}
            options={lanes.map((value) => ({ value, label: lane(value) }))}
          />
          <div className="flex justify-end sm:justify-start">
            <Button type="submit" variant="primary" busy={busy}>
              {t("ask")}
            </Button>
          </div>
        </form>
        <div className="mt-4 empty:hidden">
          <FormProblem problem={problem} />
        </div>
      </Card>
      {explanation !== undefined && <ExplanationView explanation={explanation} />}
    </div>
  );
}
