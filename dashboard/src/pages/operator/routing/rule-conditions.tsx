import type { ReactNode } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";
import { CheckboxField, TextField } from "../../../ui/fields.tsx";
import { lanes, type RuleValues, weekdays } from "./rule-values.ts";

const lists = ["destinationPrefixes", "countries", "operators", "senders", "accounts"] as const;

/** Which texts a rule is for: every condition that is given has to hold. */
export function RuleConditions({ form }: { form: UseFormReturn<RuleValues> }): ReactNode {
  const t = useTranslations("operator.routes");
  const { register } = form;
  const hasTimes = form.watch("hasTimes");
  return (
    <fieldset className="grid min-w-0 gap-4">
      <legend className="mb-1.5 font-medium">{t("columns.match")}</legend>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        {lists.map((name) => (
          <TextField
            key={name}
            {...register(name)}
            label={t(`conditions.${name}`)}
            hint={t(`conditionHints.${name}`)}
          />
        ))}
        <TextField
          {...register("textPattern")}
          label={t("conditions.textPattern")}
          hint={t("conditionHints.textPattern")}
        />
      </div>
      <fieldset className="flex flex-wrap gap-x-5 gap-y-2">
        <legend className="mb-1 text-[0.8125rem] font-medium">{t("conditions.lanes")}</legend>
        {lanes.map((lane) => (
          <CheckboxField key={lane} {...register("lanes")} value={lane} label={t(`lanes.${lane}`)} />
        ))}
      </fieldset>
      <CheckboxField {...register("hasTimes")} label={t("hasTimes")} />
      {hasTimes && (
        <div className="grid gap-4">
          <div className="grid gap-4 sm:grid-cols-3">
            <TextField {...register("from")} label={t("from")} type="time" required />
            <TextField {...register("to")} label={t("to")} type="time" required />
            <TextField {...register("timeZone")} label={t("timeZone")} required />
          </div>
          <fieldset className="flex flex-wrap gap-x-5 gap-y-2">
            <legend className="mb-1 text-[0.8125rem] font-medium">{t("days")}</legend>
            {weekdays.map((day) => (
              <CheckboxField key={day} {...register("days")} value={day} label={t(`weekdays.${day}`)} />
            ))}
          </fieldset>
        </div>
      )}
    </fieldset>
  );
}
