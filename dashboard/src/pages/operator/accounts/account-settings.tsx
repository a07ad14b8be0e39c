import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useApiForm } from "../../../forms/use-api-form.ts";
import { useFormat } from "../../../format/use-format.ts";
import { Button } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { TextField } from "../../../ui/fields.tsx";
import { Stat, Stats } from "../../../ui/stat.tsx";
import { toast } from "../../../ui/toast.ts";
import { Refusal } from "../shared/refusal.tsx";
import { type Account, changeAccount, invalidateAccount } from "./account-calls.ts";
import { changesOf, isOptionalLimit, limitNames, settingsValues, type SettingsValues } from "./settings-values.ts";

/** Its limits and where it may send, with how much of them is used. */
export function AccountSettings({ account }: { account: Account }): ReactNode {
  const t = useTranslations("operator.account");
  const format = useFormat();
  const { use } = account;
  return (
    <div className="grid gap-5">
      <Stats>
        <Stat label={t("waiting")} value={format.count(use.waitingMessages)} />
        <Stat label={t("scheduled")} value={format.count(use.scheduledMessages)} />
        <Stat label={t("subAccounts")} value={format.count(use.subAccounts)} />
        {use.day !== null && <Stat label={t("today")} value={format.count(use.day.segments)} />}
        {use.month !== null && <Stat label={t("month")} value={format.count(use.month.segments)} />}
      </Stats>
      <SettingsForm key={JSON.stringify(settingsValues(account))} account={account} />
    </div>
  );
}

function SettingsForm({ account }: { account: Account }): ReactNode {
  const t = useTranslations("operator.account");
  const common = useTranslations("common");
  const queries = useQueryClient();
  const { form, onSubmit, busy, problem, errorOf } = useApiForm<SettingsValues>({
    defaultValues: settingsValues(account),
    submit: (values) => changeAccount(account.id, changesOf(values)),
    async onDone() {
      toast("good", common("saved"));
      await invalidateAccount(queries);
    },
    fieldOf: (path) => {
      const limit = limitNames.find((name) => path === `limits.${name}`);
      if (limit !== undefined) return `limits.${limit}`;
      const place = (["countries", "prefixes", "deniedPrefixes"] as const).find((name) =>
        path.startsWith(`allowedDestinations.${name}`),
      );
      return place ?? (path === "name" ? "name" : undefined);
    },
  });
  const { register } = form;
  return (
    <Card title={t("settings")}>
      <form onSubmit={onSubmit} className="grid gap-6">
        <Refusal problem={problem} />
        <TextField {...register("name")} label={t("name")} error={errorOf("name")} required className="max-w-md" />
        <fieldset className="min-w-0">
          <legend className="mb-2 font-medium">{t("limits")}</legend>
          <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-4">
            {limitNames.map((name) => (
              <TextField
                key={name}
                {...register(`limits.${name}`)}
                label={t(`limitNames.${name}`)}
                error={errorOf(`limits.${name}`)}
                type="number"
                step={name === "segmentsPerSecond" ? "any" : 1}
                min={0}
                required={!isOptionalLimit(name)}
                {...(isOptionalLimit(name) && { placeholder: t("unlimited") })}
              />
            ))}
          </div>
        </fieldset>
        <fieldset className="min-w-0">
          <legend className="mb-2 font-medium">{t("destinations")}</legend>
          <div className="grid items-start gap-4 sm:grid-cols-3">
            <TextField
              {...register("countries")}
              label={t("countries")}
              hint={t("countriesHint")}
              error={errorOf("countries")}
            />
            <TextField
              {...register("prefixes")}
              label={t("prefixes")}
              hint={t("prefixesHint")}
              error={errorOf("prefixes")}
            />
            <TextField
              {...register("deniedPrefixes")}
              label={t("deniedPrefixes")}
              hint={t("deniedHint")}
              error={errorOf("deniedPrefixes")}
            />
          </div>
        </fieldset>
        <div className="flex justify-end">
          <Button type="submit" variant="primary" busy={busy}>
            {common("save")}
          </Button>
        </div>
      </form>
    </Card>
  );
}
