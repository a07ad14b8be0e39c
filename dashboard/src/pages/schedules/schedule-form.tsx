import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import type { Schema } from "../../api/client.ts";
import { invalidate } from "../../api/queries.ts";
import { SegmentCount } from "../../components/segment-count.tsx";
import { TimeZoneField } from "../../components/time-zone-field.tsx";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useApiForm } from "../../forms/use-api-form.ts";
import { timeZone } from "../../i18n/language-provider.tsx";
import { useAccount } from "../../session/account.ts";
import { Button } from "../../ui/button.tsx";
import { DialogFooter } from "../../ui/dialog.tsx";
import { TextArea, TextField } from "../../ui/fields.tsx";
import { Notice } from "../../ui/notice.tsx";
import { toast } from "../../ui/toast.ts";
import { RecurrenceFields } from "./recurrence-fields.tsx";
import { isUniform, scheduleOf, type ScheduleValues, valuesOf } from "./schedule-values.ts";

interface ScheduleFormProps {
  schedule: Schema<"Schedule"> | null;
  onClose: () => void;
}

export function ScheduleForm({ schedule, onClose }: ScheduleFormProps): ReactNode {
  const t = useTranslations("schedules.form");
  const common = useTranslations("common");
  const account = useAccount();
  const queries = useQueryClient();
  // What differs from recipient to recipient has no fields here, and is not flattened by saving.
  const kept = schedule !== null && !isUniform(schedule.messages) ? schedule.messages : null;
  const { form, onSubmit, busy, problem, errorOf } = useApiForm<ScheduleValues, Schema<"Schedule">>({
    defaultValues: valuesOf(schedule, timeZone),
    submit(values) {
      const body = scheduleOf(values, kept);
      return schedule === null
        ? unwrap(account.api.POST("/v1/schedules", { body }))
        : unwrap(account.api.PATCH("/v1/schedules/{id}", { params: { path: { id: schedule.id } }, body }));
    },
    async onDone() {
      toast("good", schedule === null ? t("made") : t("saved"));
      onClose();
      await invalidate(queries, account.id, "/v1/schedules", "/v1/schedules/{id}");
    },
    fieldOf,
  });
  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      <FormProblem problem={problem} />
      <TextField {...form.register("name")} label={t("name")} error={errorOf("name")} required />
      <RecurrenceFields form={form} errorOf={errorOf} />
      <TimeZoneField
        {...form.register("timeZone")}
        label={t("timeZone")}
        error={errorOf("timeZone")}
        known={form.getValues("timeZone")}
      />
      {kept === null ? (
        <>
          <div className="grid gap-4 sm:grid-cols-2">
            <TextArea
              {...form.register("to")}
              label={t("to")}
              hint={t("toHint")}
              error={errorOf("to")}
              rows={3}
              placeholder="+573001234567"
              required
            />
            <TextField {...form.register("from")} label={t("from")} hint={t("fromHint")} error={errorOf("from")} />
          </div>
          <div className="grid gap-1">
            <TextArea {...form.register("text")} label={t("text")} error={errorOf("text")} rows={3} required />
            <SegmentCount text={form.watch("text")} />
          </div>
        </>
      ) : (
        <Notice>{t("mixed")}</Notice>
      )}
      <details className="rounded-lg border border-line p-3">
        <summary className="font-medium">{t("limits")}</summary>
        <div className="mt-3 grid gap-4 sm:grid-cols-3">
          <TextField
            {...form.register("startsAt")}
            type="datetime-local"
            label={t("startsAt")}
            error={errorOf("startsAt")}
          />
          <TextField {...form.register("endsAt")} type="datetime-local" label={t("endsAt")} error={errorOf("endsAt")} />
          <TextField
            {...form.register("maxRuns")}
            type="number"
            min={1}
            label={t("maxRuns")}
            error={errorOf("maxRuns")}
          />
        </div>
      </details>
      <DialogFooter>
        <Button onClick={onClose}>{common("cancel")}</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {schedule === null ? t("submit") : common("save")}
        </Button>
      </DialogFooter>
    </form>
  );
}

/** Messages are made of three fields: what is wrong with one of them is said there. */
function fieldOf(path: string): keyof ScheduleValues | undefined {
  if (path === "messages" || /^messages\.\d+\.to$/.test(path)) return "to";
  if (/^messages\.\d+\.text$/.test(path)) return "text";
  if (/^messages\.\d+\.from$/.test(path)) return "from";
  return (["name", "cron", "timeZone", "startsAt", "endsAt", "maxRuns"] as const).find((field) => field === path);
}
