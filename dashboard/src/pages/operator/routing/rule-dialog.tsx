import { useQuery } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { useFieldArray, useForm, type UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";
import { read } from "../../../api/queries.ts";
import { timeZone } from "../../../i18n/language-provider.tsx";
import { Button, IconButton } from "../../../ui/button.tsx";
import { Dialog, DialogFooter } from "../../../ui/dialog.tsx";
import { CheckboxField, SelectField, TextField } from "../../../ui/fields.tsx";
import type { Rule } from "./routes-calls.ts";
import { RuleConditions } from "./rule-conditions.tsx";
import {
  emptyTarget,
  newRuleValues,
  ruleOf,
  ruleValues,
  type RuleValues,
  strategies,
  triggers,
} from "./rule-values.ts";

interface RuleDialogProps {
  /** Null for a new one. */
  rule: Rule | null;
  /** Ids of the other rules. */
  taken: readonly string[];
  onClose: () => void;
  onDone: (rule: Rule) => void;
}

export function RuleDialog({ rule, taken, onClose, onDone }: RuleDialogProps): ReactNode {
  const t = useTranslations("operator.routes");
  const common = useTranslations("common");
  const form = useForm<RuleValues>({
    defaultValues: rule === null ? newRuleValues(timeZone) : ruleValues(rule, timeZone),
  });
  const { register } = form;
  const submit = form.handleSubmit((values) => onDone(ruleOf(values)));
  const idError = form.formState.errors.id?.message;
  return (
    <Dialog
      wide
      open
      onOpenChange={onClose}
      title={rule === null ? t("newRule") : t("edit", { rule: rule.id })}
      description={t("ruleDetail")}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          // Not the dialog's page, whose forms it stands in.
          event.stopPropagation();
          void submit();
        }}
        className="grid gap-5"
      >
        <div className="grid items-start gap-4 sm:grid-cols-[2fr_1fr_1fr]">
          <TextField
            {...register("id", { validate: (id) => !taken.includes(id.trim()) || t("taken") })}
            label={t("columns.id")}
            error={idError}
            required
            pattern="[a-z0-9][a-z0-9\-]{0,63}"
            hint={t("idHint")}
          />
          <TextField
            {...register("priority")}
            label={t("columns.priority")}
            hint={t("priorityHint")}
            type="number"
            min={0}
            required
          />
          <CheckboxField {...register("enabled")} label={t("enabled")} className="sm:mt-8" />
        </div>
        <RuleConditions form={form} />
        <Targets form={form} />
        <fieldset>
          <legend className="mb-1.5 font-medium">{t("columns.failover")}</legend>
          <div className="flex flex-wrap gap-x-5 gap-y-2">
            {triggers.map((trigger) => (
              <CheckboxField key={trigger} {...register("failover")} value={trigger} label={t(`triggers.${trigger}`)} />
            ))}
          </div>
        </fieldset>
        <DialogFooter>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" variant="primary">
            {t("take")}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}

function Targets({ form }: { form: UseFormReturn<RuleValues> }): ReactNode {
  const t = useTranslations("operator.routes");
  const { register } = form;
  const { fields, append, remove } = useFieldArray({ control: form.control, name: "targets", keyName: "key" });
  const carriers = useQuery(read(null, "/admin/v1/carriers", { params: { query: { limit: 100 } } }));
  const known = carriers.data?.data ?? [];
  const strategy = form.watch("strategy");
  return (
    <fieldset className="grid min-w-0 gap-3">
      <legend className="mb-1.5 font-medium">{t("columns.targets")}</legend>
      <SelectField
        {...register("strategy")}
        label={t("strategy")}
        hint={t(`strategyHints.${strategy}`)}
        options={strategies.map((value) => ({ value, label: t(`strategies.${value}`) }))}
      />
      {fields.map((target, index) => (
        <div key={target.key} className="grid grid-cols-[1fr_5rem_7rem_auto] items-end gap-2">
          <SelectField
            {...register(`targets.${index}.carrierId`)}
            label={t("carrier")}
            required
            options={[
              { value: "", label: t("choose"), disabled: true },
              ...known.map(({ id, name }) => ({ value: id, label: name === id ? id : `${name} (${id})` })),
              ...(target.carrierId !== "" && !known.some(({ id }) => id === target.carrierId)
                ? [{ value: target.carrierId, label: target.carrierId }]
                : []),
            ]}
          />
          <TextField {...register(`targets.${index}.weight`)} label={t("weight")} type="number" min={0} step="any" />
          <TextField
            {...register(`targets.${index}.pricePerSegmentMicros`)}
            label={t("cost")}
            type="number"
            min={0}
            step={1}
          />
          <IconButton
            icon={Trash2}
            label={t("removeTarget", { carrier: target.carrierId })}
            disabled={fields.length === 1}
            onClick={() => remove(index)}
          />
        </div>
      ))}
      <p className="text-xs text-muted">{t("costHint")}</p>
      <div>
        <Button size="small" icon={Plus} onClick={() => append(emptyTarget)}>
          {t("addTarget")}
        </Button>
      </div>
    </fieldset>
  );
}
