import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useApiForm } from "../../forms/use-api-form.ts";
import { Button } from "../../ui/button.tsx";
import { DialogFooter } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/fields.tsx";
import { type LimitValues, settingsOf, valuesOf } from "./limit-values.ts";

interface SubAccountFormProps<Answer> {
  /** Null: a new one. */
  subAccount: Schema<"Account"> | null;
  submitLabel: string;
  submit: (settings: Schema<"NewSubAccount">) => Promise<Answer>;
  onDone: (answer: Answer) => void;
  onCancel: () => void;
}

export function SubAccountForm<Answer>(props: SubAccountFormProps<Answer>): ReactNode {
  const { subAccount, submitLabel, submit, onDone, onCancel } = props;
  const t = useTranslations("subAccounts.form");
  const common = useTranslations("common");
  const { form, onSubmit, busy, problem, errorOf } = useApiForm<LimitValues, Answer>({
    defaultValues: valuesOf(subAccount),
    submit: (values) => submit(settingsOf(values)),
    onDone,
    fieldOf: (path) =>
      (["name", "segmentsPerSecond", "dailySegments", "monthlySegments"] as const).find(
        (field) => path === field || path === `limits.${field}`,
      ),
  });
  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      <FormProblem problem={problem} />
      <TextField {...form.register("name")} label={t("name")} error={errorOf("name")} required />
      <fieldset className="grid gap-4 sm:grid-cols-3">
        <legend className="mb-3 text-[0.8125rem] font-medium text-muted">{t("limits")}</legend>
        <TextField
          {...form.register("segmentsPerSecond")}
          type="number"
          min={1}
          label={t("segmentsPerSecond")}
          hint={t("rateHint")}
          error={errorOf("segmentsPerSecond")}
        />
        <TextField
          {...form.register("dailySegments")}
          type="number"
          min={1}
          label={t("dailySegments")}
          hint={t("dailyHint")}
          error={errorOf("dailySegments")}
        />
        <TextField
          {...form.register("monthlySegments")}
          type="number"
          min={1}
          label={t("monthlySegments")}
          hint={t("dailyHint")}
          error={errorOf("monthlySegments")}
        />
      </fieldset>
      <DialogFooter>
        <Button onClick={onCancel}>{common("cancel")}</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {submitLabel}
        </Button>
      </DialogFooter>
    </form>
  );
}
