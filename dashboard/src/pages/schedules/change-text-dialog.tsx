import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import type { Schema } from "../../api/client.ts";
import { invalidate } from "../../api/queries.ts";
import { localTimeOf, momentOf } from "../../components/local-time.ts";
import { SegmentCount } from "../../components/segment-count.tsx";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useApiForm } from "../../forms/use-api-form.ts";
import { timeZone } from "../../i18n/language-provider.tsx";
import { defined } from "../../routes/search.ts";
import { useAccount } from "../../session/account.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogFooter } from "../../ui/dialog.tsx";
import { TextArea, TextField } from "../../ui/fields.tsx";
import { toast } from "../../ui/toast.ts";

interface ChangeTextDialogProps {
  text: Schema<"ListedMessage">;
  onClose: () => void;
}

export function ChangeTextDialog({ text, onClose }: ChangeTextDialogProps): ReactNode {
  const t = useTranslations("schedules.texts");
  const common = useTranslations("common");
  const account = useAccount();
  const queries = useQueryClient();
  const { form, onSubmit, busy, problem, errorOf } = useApiForm({
    defaultValues: { text: text.text, sendAt: localTimeOf(text.sendAt) },
    submit: (values) =>
      unwrap(
        account.api.PATCH("/v1/messages/{id}", {
          params: { path: { id: text.id } },
          body: defined({ text: values.text, sendAt: momentOf(values.sendAt) }),
        }),
      ),
    async onDone() {
      toast("good", t("changed"));
      onClose();
      await invalidate(queries, account.id, "/v1/messages", "/v1/messages/{id}");
    },
  });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("changeTitle")} description={text.to}>
      <form onSubmit={onSubmit} className="grid gap-4">
        <FormProblem problem={problem} />
        <div className="grid gap-1">
          <TextArea {...form.register("text")} label={t("text")} error={errorOf("text")} required />
          <SegmentCount text={form.watch("text")} />
        </div>
        <TextField
          {...form.register("sendAt")}
          type="datetime-local"
          label={t("sendAt")}
          hint={t("timeZone", { timeZone })}
          error={errorOf("sendAt")}
          required
        />
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
