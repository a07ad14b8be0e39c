import { RotateCcw } from "lucide-react";
import type { ReactNode } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";
import { Button } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { CheckboxField, SelectField, TextField } from "../../../ui/fields.tsx";
import { type RulesValues, settingsValues, type StoredRule } from "./rule-settings.ts";

interface RuleFieldsProps {
  form: UseFormReturn<RulesValues>;
  rule: StoredRule;
}

export function RuleFields({ form, rule: { rule, unit, settings, defaults } }: RuleFieldsProps): ReactNode {
  const t = useTranslations("operator.alarms");
  const { register } = form;
  const number = { type: "number", step: "any", min: 0, required: true } as const;
  const isUsual = JSON.stringify(settings) === JSON.stringify(defaults);
  return (
    <Card
      title={t(`rules.${rule}`)}
      description={t(`ruleDetails.${rule}`)}
      actions={
        !isUsual && (
          <Button
            size="small"
            variant="ghost"
            icon={RotateCcw}
            onClick={() => form.setValue(rule, settingsValues(defaults), { shouldDirty: true })}
          >
            {t("usual")}
          </Button>
        )
      }
    >
      <div className="grid grid-cols-2 items-start gap-4 sm:grid-cols-3 lg:grid-cols-6">
        <CheckboxField {...register(`${rule}.enabled`)} label={t("enabled")} className="mt-7" />
        <SelectField
          {...register(`${rule}.severity`)}
          label={t("severity")}
          options={(["warning", "critical"] as const).map((value) => ({ value, label: t(`severities.${value}`) }))}
        />
        {unit !== "state" && (
          <>
            <TextField {...register(`${rule}.raiseAt`)} {...number} label={t("raiseAt")} hint={t(`units.${unit}`)} />
            <TextField
              {...register(`${rule}.clearBelow`)}
              {...number}
              label={t("clearBelow")}
              hint={t(`units.${unit}`)}
            />
          </>
        )}
        <TextField
          {...register(`${rule}.raiseAfterMinutes`)}
          {...number}
          step={1}
          label={t("raiseAfter")}
          hint={t("minutes")}
        />
        <TextField
          {...register(`${rule}.clearAfterMinutes`)}
          {...number}
          step={1}
          label={t("clearAfter")}
          hint={t("minutes")}
        />
        {rule === "delivery_rate" && (
          <TextField {...register(`${rule}.minimumVolume`)} {...number} step={1} label={t("minimumVolume")} />
        )}
      </div>
    </Card>
  );
}
