import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import type { Schema } from "../../api/client.ts";
import { invalidate } from "../../api/queries.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useApiForm } from "../../forms/use-api-form.ts";
import { useAccount } from "../../session/account.ts";
import { Button } from "../../ui/button.tsx";
import { CheckboxField, SelectField, TextArea } from "../../ui/fields.tsx";
import { toast } from "../../ui/toast.ts";
import { type OptOutValues, purposes, settingsOf, valuesOf } from "./opt-out-values.ts";

const locales = ["en", "es", "fr", "de", "it", "pt", "nl", "pl", "sv", "da", "ro", "cs", "tr"] as const;

export function OptOutForm({ settings }: { settings: Schema<"OptOutSettings"> }): ReactNode {
  const t = useTranslations("suppressions.words");
  const common = useTranslations("common");
  const names = new Intl.DisplayNames(useLocale(), { type: "language" });
  const account = useAccount();
  const queries = useQueryClient();
  const { form, onSubmit, busy, problem, errorOf } = useApiForm<OptOutValues, Schema<"OptOutSettings">>({
    defaultValues: valuesOf(settings),
    submit: (values) => unwrap(account.api.PUT("/v1/opt-out", { body: settingsOf(values) })),
    async onDone(saved) {
      form.reset(valuesOf(saved));
      toast("good", t("saved"));
      await invalidate(queries, account.id, "/v1/opt-out");
    },
    fieldOf(path) {
      const [group, name] = path.split(".");
      const purpose = purposes.find((known) => known === name);
      if (purpose === undefined) return path === "locale" ? "locale" : undefined;
      return group === "keywords" ? `words.${purpose}` : `replies.${purpose}`;
    },
  });
  const silent = form.watch("silent");
  return (
    <form onSubmit={onSubmit} className="grid gap-5">
      <FormProblem problem={problem} />
      <CheckboxField {...form.register("enabled")} label={t("enabled")} />
      <CheckboxField {...form.register("fuzzy")} label={t("fuzzy")} />
      <SelectField
        {...form.register("locale")}
        label={t("locale")}
        hint={t("localeHint")}
        error={errorOf("locale")}
        options={locales.map((value) => ({ value, label: names.of(value) ?? value }))}
        className="max-w-sm"
      />
      <div className="grid gap-5 md:grid-cols-3">
        {purposes.map((purpose) => (
          <div key={purpose} className="grid content-start gap-3">
            <TextArea
              {...form.register(`words.${purpose}`)}
              label={t(purpose)}
              hint={t("wordsHint")}
              error={errorOf(`words.${purpose}`)}
              rows={3}
            />
            <TextArea
              {...form.register(`replies.${purpose}`)}
              label={t(`${purpose}Reply`)}
              hint={t("replyHint")}
              error={errorOf(`replies.${purpose}`)}
              readOnly={silent[purpose]}
              rows={3}
            />
            <CheckboxField {...form.register(`silent.${purpose}`)} label={t("noReply")} />
          </div>
        ))}
      </div>
      <div className="flex justify-end">
        <Button type="submit" variant="primary" busy={busy}>
          {common("save")}
        </Button>
      </div>
    </form>
  );
}
