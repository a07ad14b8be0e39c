import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import type { Schema } from "../../api/client.ts";
import { invalidate } from "../../api/queries.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useApiForm } from "../../forms/use-api-form.ts";
import { useAccount } from "../../session/account.ts";
import { Button } from "../../ui/button.tsx";
import { DialogFooter } from "../../ui/dialog.tsx";
import { SelectField, TextField } from "../../ui/fields.tsx";
import { toast } from "../../ui/toast.ts";
import { suppressionReasons } from "./reasons.ts";

interface Values {
  recipient: string;
  sender: string;
  reason: Schema<"Suppression">["reason"];
}

export function AddForm({ onClose }: { onClose: () => void }): ReactNode {
  const t = useTranslations("suppressions");
  const common = useTranslations("common");
  const account = useAccount();
  const queries = useQueryClient();
  const { form, onSubmit, busy, problem, errorOf } = useApiForm<Values, Schema<"Suppression">>({
    defaultValues: { recipient: "", sender: "", reason: "manual" },
    submit: ({ recipient, sender, reason }) =>
      unwrap(
        account.api.POST("/v1/suppressions", {
          body: { recipient: recipient.trim(), reason, ...(sender.trim() !== "" && { sender: sender.trim() }) },
        }),
      ),
    async onDone() {
      toast("good", t("added"));
      onClose();
      await invalidate(queries, account.id, "/v1/suppressions");
    },
  });
  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      <FormProblem problem={problem} />
      <TextField
        {...form.register("recipient")}
        label={t("columns.recipient")}
        error={errorOf("recipient")}
        inputMode="tel"
        placeholder="+573001234567"
        required
      />
      <TextField {...form.register("sender")} label={t("sender")} hint={t("senderHint")} error={errorOf("sender")} />
      <SelectField
        {...form.register("reason")}
        label={t("columns.reason")}
        error={errorOf("reason")}
        options={suppressionReasons.map((value) => ({ value, label: t(`reasons.${value}`) }))}
      />
      <DialogFooter>
        <Button onClick={onClose}>{common("cancel")}</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {t("addAction")}
        </Button>
      </DialogFooter>
    </form>
  );
}
