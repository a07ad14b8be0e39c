import { Download } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { Button } from "../../../ui/button.tsx";
import { SelectField, TextArea, TextField } from "../../../ui/fields.tsx";
import { amountText, microsOf } from "../accounts/money-values.ts";
import { FileButton } from "../shared/file-button.tsx";
import { saveFile } from "../shared/save-file.ts";
import type { NewPriceList } from "./price-calls.ts";
import { readPrices, writePrices } from "./price-rows.ts";

interface Values {
  currency: string;
  chargeOn: NonNullable<NewPriceList["chargeOn"]>;
  defaultPrice: string;
  rows: string;
}

interface PriceFormProps {
  base: NewPriceList;
  busy: boolean;
  onSubmit: (list: NewPriceList) => void;
  /** Above the rest, such as the id of a new one. */
  children?: ReactNode;
}

const charges = ["accepted", "submitted", "delivered"] as const;

/** A price list as a whole; its prices are lines of CSV, typed or from a file. */
export function PriceForm({ base, busy, onSubmit, children }: PriceFormProps): ReactNode {
  const t = useTranslations("operator.prices");
  const form = useForm<Values>({
    defaultValues: {
      currency: base.currency,
      chargeOn: base.chargeOn ?? "submitted",
      defaultPrice: amountText(base.defaultPriceMicros ?? null),
      rows: writePrices(base.rows ?? []),
    },
  });
  const [broken, setBroken] = useState<string>();
  const { register } = form;
  const submit = form.handleSubmit((values) => {
    const read = readPrices(values.rows);
    if (!read.ok) return setBroken(t(`broken.${read.reason}`, { line: read.line }));
    setBroken(undefined);
    onSubmit({
      currency: values.currency.trim().toUpperCase(),
      chargeOn: values.chargeOn,
      defaultPriceMicros: microsOf(values.defaultPrice),
      rows: read.rows,
    });
  });
  const isAmount = (text: string): true | string => text.trim() === "" || microsOf(text) !== null || t("noAmount");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      className="grid gap-4"
    >
      <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-4">
        {children}
        <TextField {...register("currency")} label={t("currency")} required pattern="[A-Za-z]{3}" />
        <SelectField
          {...register("chargeOn")}
          label={t("chargeOn")}
          options={charges.map((value) => ({ value, label: t(`charges.${value}`) }))}
        />
        <TextField
          {...register("defaultPrice", { validate: isAmount })}
          label={t("defaultPrice")}
          hint={t("defaultPriceHint")}
          error={form.formState.errors.defaultPrice?.message}
          inputMode="decimal"
        />
      </div>
      <TextArea
        {...register("rows")}
        label={t("rows")}
        hint={t("rowsHint")}
        error={broken}
        rows={14}
        spellCheck={false}
        className="[&_textarea]:font-mono [&_textarea]:text-[0.8125rem]"
      />
      <div className="flex flex-wrap justify-end gap-2">
        <FileButton
          label={t("importCsv")}
          accept=".csv,text/csv"
          onText={(text) => {
            form.setValue("rows", text, { shouldDirty: true });
            setBroken(undefined);
          }}
        />
        <Button icon={Download} onClick={() => saveFile("prices.csv", "text/csv", form.getValues("rows"))}>
          {t("download")}
        </Button>
        <Button type="submit" variant="primary" busy={busy}>
          {t("check")}
        </Button>
      </div>
    </form>
  );
}
