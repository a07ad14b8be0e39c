import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import type { Schema } from "../../api/client.ts";
import { invalidate } from "../../api/queries.ts";
import { TimeZoneField } from "../../components/time-zone-field.tsx";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useApiForm } from "../../forms/use-api-form.ts";
import { useAccount } from "../../session/account.ts";
import { Button } from "../../ui/button.tsx";
import { CheckboxField, TextField } from "../../ui/fields.tsx";
import { Notice } from "../../ui/notice.tsx";
import { toast } from "../../ui/toast.ts";

/** The zone of whoever gets the text. */
const recipientZone = "recipient";

interface Values {
  isOn: boolean;
  from: string;
  to: string;
  zone: string;
  timeZone: string;
}

export function QuietHoursForm({ setting }: { setting: Schema<"QuietHoursSetting"> }): ReactNode {
  const t = useTranslations("schedules.quiet");
  const common = useTranslations("common");
  const account = useAccount();
  const queries = useQueryClient();
  const { quietHours } = setting;
  const { form, onSubmit, busy, problem, errorOf } = useApiForm<Values, Schema<"QuietHoursSetting">>({
    defaultValues: {
      isOn: quietHours !== null,
      from: quietHours?.from ?? "21:00",
      to: quietHours?.to ?? "08:00",
      zone: quietHours?.timeZone ?? recipientZone,
      timeZone: setting.timeZone,
    },
    submit: ({ isOn, from, to, zone, timeZone }) =>
      unwrap(
        account.api.PUT("/v1/quiet-hours", {
          body: { quietHours: isOn ? { from, to, timeZone: zone } : null, timeZone },
        }),
      ),
    async onDone() {
      toast("good", t("saved"));
      await invalidate(queries, account.id, "/v1/quiet-hours");
    },
    fieldOf(path) {
      if (path === "quietHours.timeZone") return "zone";
      if (path === "quietHours.from") return "from";
      if (path === "quietHours.to") return "to";
      return path === "timeZone" ? "timeZone" : undefined;
    },
  });
  const isOn = form.watch("isOn");
  const isReadOnly = !account.can("schedules:write");
  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      <FormProblem problem={problem} />
      {isReadOnly && <Notice>{t("readOnly")}</Notice>}
      <fieldset disabled={isReadOnly} className="grid gap-4">
        <legend className="sr-only">{t("title")}</legend>
        <CheckboxField {...form.register("isOn")} label={t("enabled")} />
        {isOn && (
          <div className="grid gap-4 sm:grid-cols-[8rem_8rem_1fr]">
            <TextField {...form.register("from")} type="time" label={t("from")} error={errorOf("from")} required />
            <TextField {...form.register("to")} type="time" label={t("to")} error={errorOf("to")} required />
            <TimeZoneField
              {...form.register("zone")}
              label={t("timeZone")}
              error={errorOf("zone")}
              first={[{ value: recipientZone, label: t("recipient") }]}
              known={quietHours?.timeZone}
            />
          </div>
        )}
        <TimeZoneField
          {...form.register("timeZone")}
          label={t("fallback")}
          hint={t("fallbackHint")}
          error={errorOf("timeZone")}
          known={setting.timeZone}
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
