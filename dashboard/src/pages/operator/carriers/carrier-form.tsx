import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { useFieldArray, useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { Button } from "../../../ui/button.tsx";
import { SelectField, TextField } from "../../../ui/fields.tsx";
import { BindFields } from "./bind-fields.tsx";
import type { NewCarrier } from "./carrier-calls.ts";
import {
  type CarrierValues,
  concatenations,
  configurationOf,
  emptyBind,
  narrowAlphabets,
  unknownPolicies,
  valuesOf,
} from "./carrier-form-values.ts";

interface CarrierFormProps {
  base: NewCarrier;
  busy: boolean;
  onSubmit: (configuration: NewCarrier) => void;
  /** Above the rest, such as the id of a new one. */
  children?: ReactNode;
}

/** What is changed most; all of it is in the JSON. What has no field here stays as it is. */
export function CarrierForm({ base, busy, onSubmit, children }: CarrierFormProps): ReactNode {
  const t = useTranslations("operator.carriers.edit");
  const form = useForm<CarrierValues>({ defaultValues: valuesOf(base) });
  const { fields: binds, append, remove } = useFieldArray({ control: form.control, name: "binds", keyName: "key" });
  const { register } = form;
  const submit = form.handleSubmit((values) => onSubmit(configurationOf(values, base)));
  const number = { inputMode: "decimal", type: "number", step: "any", min: 0 } as const;
  const isHttp = (base.http ?? null) !== null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      className="grid gap-6"
    >
      <Fields title={t("general")}>
        {children}
        <TextField {...register("name")} label={t("name")} required maxLength={200} />
        <TextField {...register("segmentsPerSecond")} {...number} label={t("pace")} hint={t("paceHint")} />
        <TextField {...register("maxAttempts")} {...number} label={t("maxAttempts")} />
        <TextField {...register("holdSentMs")} {...number} label={t("holdSent")} hint={t("holdSentHint")} />
      </Fields>
      <Fields title={t("unknown")}>
        <SelectField
          {...register("onUnknown")}
          label={t("onUnknown")}
          hint={t("onUnknownHint")}
          options={unknownPolicies.map((value) => ({ value, label: t(`policies.${value}`) }))}
        />
        <TextField {...register("queryAfterSeconds")} {...number} label={t("queryAfter")} hint={t("queryAfterHint")} />
        <TextField {...register("unboundAfterSeconds")} {...number} label={t("unboundAfter")} hint={t("afterHint")} />
        <TextField
          {...register("throttledAfterSeconds")}
          {...number}
          label={t("throttledAfter")}
          hint={t("afterHint")}
        />
      </Fields>
      <Fields title={t("submits")}>
        <SelectField
          {...register("alphabet")}
          label={t("alphabet")}
          options={narrowAlphabets.map((value) => ({ value, label: t(`alphabets.${value}`) }))}
        />
        <TextField {...register("dataCoding")} {...number} label={t("dataCoding")} />
        <TextField {...register("ucs2DataCoding")} {...number} label={t("ucs2DataCoding")} />
        <SelectField
          {...register("concatenation")}
          label={t("concatenation")}
          options={concatenations.map((value) => ({ value, label: t(`concatenations.${value}`) }))}
        />
        <TextField {...register("registeredDelivery")} {...number} label={t("registeredDelivery")} />
      </Fields>
      {!isHttp && (
        <fieldset className="grid min-w-0 gap-3">
          <legend className="mb-2 font-medium">{t("binds")}</legend>
          {binds.map((bind, index) => (
            <BindFields
              key={bind.key}
              form={form}
              index={index}
              isStored={bind.id !== "" && (base.binds?.some(({ id }) => id === bind.id) ?? false)}
              onRemove={() => remove(index)}
            />
          ))}
          <div>
            <Button icon={Plus} onClick={() => append(emptyBind)}>
              {t("addBind")}
            </Button>
          </div>
        </fieldset>
      )}
      <div className="flex justify-end">
        <Button type="submit" variant="primary" busy={busy}>
          {t("check")}
        </Button>
      </div>
    </form>
  );
}

function Fields({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 font-medium">{title}</legend>
      <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-4">{children}</div>
    </fieldset>
  );
}
