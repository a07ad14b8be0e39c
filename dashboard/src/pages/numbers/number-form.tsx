import { useQueryClient } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { useFieldArray } from "react-hook-form";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import type { Schema } from "../../api/client.ts";
import { invalidate } from "../../api/queries.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useApiForm } from "../../forms/use-api-form.ts";
import { useAccount } from "../../session/account.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { SelectField, TextArea, TextField } from "../../ui/fields.tsx";
import { toast } from "../../ui/toast.ts";
import { changeOf, type NumberValues, valuesOf } from "./number-settings.ts";

export function NumberForm({ number }: { number: Schema<"Number"> }): ReactNode {
  const t = useTranslations("numbers.detail");
  const common = useTranslations("common");
  const account = useAccount();
  const queries = useQueryClient();
  const { form, onSubmit, busy, problem, errorOf } = useApiForm<NumberValues, Schema<"Number">>({
    defaultValues: valuesOf(number),
    submit: (values) =>
      unwrap(
        account.api.PATCH("/v1/numbers/{number}", {
          params: { path: { number: number.number } },
          body: changeOf(values),
        }),
      ),
    async onDone(changed) {
      form.reset(valuesOf(changed));
      toast("good", t("saved"));
      await invalidate(queries, account.id, "/v1/numbers", "/v1/numbers/{number}");
    },
  });
  const { fields, append, remove } = useFieldArray({ control: form.control, name: "keywordReplies" });
  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      <FormProblem problem={problem} />
      {fields.map((field, index) => (
        <div key={field.id} className="grid grid-cols-[1fr_auto] gap-3 sm:grid-cols-[10rem_1fr_auto]">
          <TextField
            {...form.register(`keywordReplies.${index}.keyword`)}
            label={t("keyword")}
            error={errorOf(`keywordReplies.${index}.keyword`)}
            required
          />
          <TextArea
            {...form.register(`keywordReplies.${index}.text`)}
            label={t("answer")}
            error={errorOf(`keywordReplies.${index}.text`)}
            rows={2}
            required
            className="max-sm:order-last max-sm:col-span-2"
          />
          <IconButton
            icon={X}
            label={t("remove", { keyword: form.watch(`keywordReplies.${index}.keyword`) })}
            onClick={() => remove(index)}
            className="mt-6"
          />
        </div>
      ))}
      <div>
        <Button icon={Plus} size="small" onClick={() => append({ keyword: "", text: "" })}>
          {t("add")}
        </Button>
      </div>
      <TextArea
        {...form.register("autoReply")}
        label={t("autoReply")}
        hint={t("autoReplyHint")}
        error={errorOf("autoReply")}
        rows={3}
      />
      <SelectField
        {...form.register("callbackReply")}
        label={t("callback")}
        error={errorOf("callbackReply")}
        options={(["off", "json", "any"] as const).map((value) => ({ value, label: t(`callbacks.${value}`) }))}
      />
      <div className="flex justify-end">
        <Button type="submit" variant="primary" busy={busy} disabled={!form.formState.isDirty}>
          {common("save")}
        </Button>
      </div>
    </form>
  );
}
