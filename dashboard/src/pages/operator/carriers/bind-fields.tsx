import { Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";
import { IconButton } from "../../../ui/button.tsx";
import { CheckboxField, SelectField, TextField } from "../../../ui/fields.tsx";
import type { CarrierValues } from "./carrier-form-values.ts";

interface BindFieldsProps {
  form: UseFormReturn<CarrierValues>;
  index: number;
  /** It has a password already, which is never shown. */
  isStored: boolean;
  onRemove: () => void;
}

const modes = ["transceiver", "transmitter", "receiver"] as const;

export function BindFields({ form, index, isStored, onRemove }: BindFieldsProps): ReactNode {
  const t = useTranslations("operator.carriers.edit");
  const { register } = form;
  const { id, kind } = form.watch(`binds.${index}`);
  return (
    <fieldset className="min-w-0 rounded-lg border border-line p-4">
      <legend className="px-1.5 text-[0.8125rem] font-medium">{id === "" ? t("newBind") : id}</legend>
      <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <TextField {...register(`binds.${index}.id`)} label={t("bindId")} required readOnly={isStored} />
        <SelectField
          {...register(`binds.${index}.kind`)}
          label={t("kind")}
          options={[
            { value: "smpp", label: "SMPP 3.4" },
            { value: "ucp", label: "UCP/EMI" },
          ]}
        />
        <TextField {...register(`binds.${index}.host`)} label={t("host")} required />
        <TextField {...register(`binds.${index}.port`)} label={t("port")} type="number" min={1} max={65_535} required />
        <TextField {...register(`binds.${index}.systemId`)} label={t("systemId")} required autoComplete="off" />
        <TextField
          {...register(`binds.${index}.password`)}
          label={t("password")}
          type="password"
          autoComplete="new-password"
          placeholder={isStored ? t("passwordStays") : ""}
        />
        {kind === "smpp" && (
          <SelectField
            {...register(`binds.${index}.mode`)}
            label={t("mode")}
            options={modes.map((value) => ({ value, label: t(`modes.${value}`) }))}
          />
        )}
        <TextField {...register(`binds.${index}.windowSize`)} label={t("window")} type="number" min={1} />
        <TextField
          {...register(`binds.${index}.throughputPerSecond`)}
          label={t("throughput")}
          hint={t("throughputHint")}
          type="number"
          step="any"
          min={0}
        />
      </div>
      <div className="mt-4 flex flex-wrap items-center gap-x-6 gap-y-2">
        <CheckboxField {...register(`binds.${index}.tls`)} label={t("tls")} />
        <CheckboxField {...register(`binds.${index}.enabled`)} label={t("enabled")} />
        <span className="ml-auto">
          <IconButton icon={Trash2} label={t("removeBind", { bind: id })} onClick={onRemove} />
        </span>
      </div>
    </fieldset>
  );
}
