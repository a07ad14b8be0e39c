import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import type { Schema } from "../../api/client.ts";
import { invalidate } from "../../api/queries.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useApiForm } from "../../forms/use-api-form.ts";
import { useAccount } from "../../session/account.ts";
import { confirm } from "../../ui/ask-confirm.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/fields.tsx";
import { Notice } from "../../ui/notice.tsx";
import { toast } from "../../ui/toast.ts";
import { dayFields, keepsLess, retentionOf, type RetentionValues, valuesOf } from "./retention-values.ts";

export function RetentionForm({ retention }: { retention: Schema<"Retention"> }): ReactNode {
  const t = useTranslations("retention");
  const common = useTranslations("common");
  const account = useAccount();
  const queries = useQueryClient();
  const { effective } = retention;
  const { form, onSubmit, busy, problem, errorOf } = useApiForm<RetentionValues, Schema<"Retention"> | null>({
    defaultValues: valuesOf(retention),
    async submit(values) {
      const body = retentionOf(values);
      const question = {
        title: t("confirmTitle"),
        description: t("confirmDescription"),
        action: t("confirmAction"),
        danger: true,
      };
      if (keepsLess(body, effective) && !(await confirm(question))) return null;
      return unwrap(account.api.PUT("/v1/retention", { body }));
    },
    async onDone(saved) {
      if (saved === null) return;
      form.reset(valuesOf(saved));
      toast("good", t("saved"));
      await invalidate(queries, account.id, "/v1/retention");
    },
  });
  const isReadOnly = !account.can("retention:manage");
  const inWords = (days: number | null): string => (days === null ? t("forever") : t("dayCount", { days }));
  return (
    <form onSubmit={onSubmit} className="grid gap-5">
      <FormProblem problem={problem} />
      {isReadOnly && <Notice>{t("readOnly")}</Notice>}
      <fieldset disabled={isReadOnly} className="grid gap-5 sm:grid-cols-2">
        <legend className="mb-4 text-[0.8125rem] text-muted">{t("empty")}</legend>
        {dayFields.map((field) => (
          <TextField
            key={field}
            {...form.register(field)}
            type="number"
            min={1}
            label={`${t(field)} (${t("days").toLowerCase()})`}
            hint={`${t(`${field}Hint`)} ${t("effective", { value: inWords(effective[field]) })}.`}
            error={errorOf(field)}
          />
        ))}
        <SelectField
          {...form.register("archive")}
          label={t("archive")}
          hint={t("archiveHint")}
          error={errorOf("archive")}
          options={[
            {
              value: "default",
              label: t("archives.default"),
            },
            { value: "yes", label: t("archives.yes") },
            { value: "no", label: t("archives.no") },
          ]}
        />
      </fieldset>
      {!isReadOnly && (
        <div className="flex justify-end">
          <Button type="submit" variant="primary" busy={busy}>
            {common("save")}
          </Button>
        </div>
      )}
    </form>
  );
}
