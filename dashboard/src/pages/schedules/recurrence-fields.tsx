import { type ReactNode, useId } from "react";
import type { FieldPath, UseFormReturn } from "react-hook-form";
import { useLocale, useTranslations } from "use-intl";
import { SelectField, TextField } from "../../ui/fields.tsx";
import { patternKinds } from "./recurrence-pattern.ts";
import type { ScheduleValues } from "./schedule-values.ts";
import { weekdayNames } from "./use-recurrence-text.ts";

interface RecurrenceFieldsProps {
  form: UseFormReturn<ScheduleValues>;
  errorOf: (field: FieldPath<ScheduleValues>) => string | undefined;
}

export function RecurrenceFields({ form, errorOf }: RecurrenceFieldsProps): ReactNode {
  const t = useTranslations("schedules.form");
  const patterns = useTranslations("schedules.patterns");
  const every = form.watch("every");
  // Whichever field is shown is the one that the API's complaint about the recurrence belongs to.
  const cronError = errorOf("cron");
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <SelectField
        {...form.register("every")}
        label={t("pattern")}
        error={every === "cron" ? undefined : cronError}
        options={patternKinds.map((value) => ({ value, label: patterns(value) }))}
      />
      {every === "hour" && (
        <TextField {...form.register("minute")} type="number" min={0} max={59} label={t("minute")} required />
      )}
      {every === "month" && (
        <TextField {...form.register("day")} type="number" min={1} max={31} label={t("dayOfMonth")} required />
      )}
      {every === "week" && <WeekdayFields form={form} error={errorOf("weekdays")} />}
      {(every === "day" || every === "week" || every === "month") && (
        <TextField {...form.register("time")} type="time" label={t("time")} required />
      )}
      {every === "cron" && (
        <TextField
          {...form.register("cron")}
          label={t("cron")}
          hint={t("cronHint")}
          error={cronError}
          className="font-mono"
          required
        />
      )}
    </div>
  );
}

function WeekdayFields({ form, error }: { form: UseFormReturn<ScheduleValues>; error: string | undefined }): ReactNode {
  const t = useTranslations("schedules.form");
  const names = weekdayNames(useLocale());
  const errorId = useId();
  return (
    <fieldset aria-describedby={error === undefined ? undefined : errorId} className="sm:order-last sm:col-span-2">
      <legend className="mb-1 text-[0.8125rem] font-medium">{t("weekdays")}</legend>
      <div className="flex flex-wrap gap-x-3.5 gap-y-1.5 py-1.5">
        {names.map((name, day) => (
          <label key={name} className="flex items-center gap-1.5">
            <input
              {...form.register("weekdays", { validate: (days) => days.length > 0 || t("weekdaysWrong") })}
              type="checkbox"
              value={String(day)}
              className="size-4 accent-(--accent)"
            />
            {name}
          </label>
        ))}
      </div>
      {error !== undefined && (
        <p id={errorId} className="text-xs font-medium text-bad">
          {error}
        </p>
      )}
    </fieldset>
  );
}
