import type { ReactNode } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";
import { CheckboxField, SelectField } from "../../ui/fields.tsx";
import type { SendValues } from "./send-form.ts";

const encodings = ["auto", "gsm7", "ucs2"] as const;
const lanes = ["normal", "otp", "bulk"] as const;

/** What most people leave as it is. */
export function OptionFields({ form }: { form: UseFormReturn<SendValues> }): ReactNode {
  const t = useTranslations("send");
  return (
    <details className="rounded-lg border border-line px-3.5 py-2.5">
      <summary className="font-medium">{t("options")}</summary>
      <div className="mt-3 grid gap-4 pb-1 sm:grid-cols-2">
        <SelectField
          {...form.register("encoding")}
          label={t("encoding")}
          options={encodings.map((value) => ({ value, label: t(`encodings.${value}`) }))}
        />
        <SelectField
          {...form.register("lane")}
          label={t("lane")}
          options={lanes.map((value) => ({ value, label: t(`lanes.${value}`) }))}
        />
        <CheckboxField {...form.register("transliterate")} className="sm:col-span-2" label={t("transliterate")} />
      </div>
    </details>
  );
}
