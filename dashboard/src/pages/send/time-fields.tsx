import type { ReactNode } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";
import { timeZone } from "../../i18n/language-provider.tsx";
import { SelectField, TextField } from "../../ui/fields.tsx";
import type { SendValues } from "./send-form.ts";

const timeZones = [...new Set([timeZone, "UTC", ...Intl.supportedValuesOf("timeZone")])];

interface TimeFieldsProps {
  form: UseFormReturn<SendValues>;
  error: string | undefined;
}

/** Now, or at a local time of any zone: which moment that is, is the edge's to say. */
export function TimeFields({ form, error }: TimeFieldsProps): ReactNode {
  const t = useTranslations("send");
  const isLater = form.watch("when") === "later";
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 text-[0.8125rem] font-medium">{t("when")}</legend>
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        {(["now", "later"] as const).map((value) => (
          <label key={value} className="flex items-center gap-2">
            <input {...form.register("when")} type="radio" value={value} className="size-4 accent-(--accent)" />
            {t(value)}
          </label>
        ))}
      </div>
      {isLater && (
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField {...form.register("sendAt")} label={t("time")} error={error} type="datetime-local" required />
          <SelectField
            {...form.register("timeZone")}
            label={t("timeZone")}
            options={timeZones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))}
          />
        </div>
      )}
    </fieldset>
  );
}
