import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../../api/client.ts";
import { useApiForm } from "../../../forms/use-api-form.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog, DialogFooter } from "../../../ui/dialog.tsx";
import { CheckboxField, SelectField, TextField } from "../../../ui/fields.tsx";
import { Refusal } from "../shared/refusal.tsx";
import {
  type Target,
  type TargetInput,
  targetKinds,
  targetOf,
  type TargetValues,
  targetValues,
} from "./target-calls.ts";

interface TargetDialogProps {
  /** Null for a new one. */
  target: Target | null;
  onClose: () => void;
  submit: (input: TargetInput) => Promise<Schema<"SavedAlarmTargets">>;
  onSaved: (saved: Schema<"SavedAlarmTargets">) => Promise<void>;
}

export function TargetDialog({ target, onClose, submit, onSaved }: TargetDialogProps): ReactNode {
  const t = useTranslations("operator.alarms");
  const common = useTranslations("common");
  const { form, onSubmit, busy, problem } = useApiForm<TargetValues, Schema<"SavedAlarmTargets">>({
    defaultValues: targetValues(target),
    submit: (values) => submit(targetOf(values, target)),
    onDone: onSaved,
  });
  const { register } = form;
  const kind = form.watch("kind");
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={target === null ? t("newTarget") : t("editTarget", { target: target.id })}
    >
      <form onSubmit={onSubmit} className="grid gap-4">
        <Refusal problem={problem} />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField {...register("id")} label={t("targetId")} required readOnly={target !== null} />
          <SelectField
            {...register("kind")}
            label={t("kind")}
            disabled={target !== null}
            options={targetKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          />
        </div>
        {kind === "text" ? (
          <>
            <TextField {...register("from")} label={t("from")} required />
            <TextField
              {...register("apiKey")}
              label={t("apiKey")}
              hint={t("apiKeyHint")}
              type="password"
              autoComplete="off"
              required={target === null}
            />
          </>
        ) : (
          <>
            <TextField {...register("url")} label={t("url")} type="url" placeholder="https://" required />
            <div className="grid gap-4 sm:grid-cols-2">
              <TextField {...register("header")} label={t("header")} hint={t("headerHint")} />
              <TextField {...register("headerValue")} label={t("headerValue")} type="password" autoComplete="off" />
            </div>
          </>
        )}
        {kind !== "webhook" && <TextField {...register("to")} label={t("to")} hint={t("toHint")} required />}
        <SelectField
          {...register("leastSeverity")}
          label={t("leastSeverity")}
          options={(["warning", "critical"] as const).map((value) => ({ value, label: t(`severities.${value}`) }))}
        />
        <CheckboxField {...register("enabled")} label={t("enabled")} />
        <DialogFooter>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {common("save")}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
