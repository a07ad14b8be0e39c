import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { messageStatuses } from "#sms/status.ts";
import { unwrap } from "../../api/api-error.ts";
import { invalidate } from "../../api/queries.ts";
import { momentOf } from "../../components/local-time.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useApiForm } from "../../forms/use-api-form.ts";
import { defined } from "../../routes/search.ts";
import { useAccount } from "../../session/account.ts";
import { Button } from "../../ui/button.tsx";
import { DialogFooter } from "../../ui/dialog.tsx";
import { SelectField, TextField } from "../../ui/fields.tsx";
import { toast } from "../../ui/toast.ts";

export function ExportForm({ onClose }: { onClose: () => void }): ReactNode {
  const t = useTranslations("jobs");
  const common = useTranslations("common");
  const statuses = useTranslations("statuses");
  const account = useAccount();
  const queries = useQueryClient();
  const { form, onSubmit, busy, problem, errorOf } = useApiForm({
    defaultValues: { createdAfter: "", createdBefore: "", status: "" },
    submit: ({ createdAfter, createdBefore, status }) =>
      unwrap(
        account.api.POST("/v1/messages/exports", {
          body: defined({
            createdAfter: momentOf(createdAfter),
            createdBefore: momentOf(createdBefore),
            status: messageStatuses.find((known) => known === status),
          }),
        }),
      ),
    async onDone() {
      toast("good", t("exportStarted"));
      onClose();
      await invalidate(queries, account.id, "/v1/jobs");
    },
  });
  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      <FormProblem problem={problem} />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          {...form.register("createdAfter")}
          type="datetime-local"
          label={t("exportFrom")}
          error={errorOf("createdAfter")}
        />
        <TextField
          {...form.register("createdBefore")}
          type="datetime-local"
          label={t("exportBefore")}
          error={errorOf("createdBefore")}
        />
      </div>
      <SelectField
        {...form.register("status")}
        label={t("exportStatus")}
        options={[
          { value: "", label: t("anyStatus") },
          ...messageStatuses.map((value) => ({ value, label: statuses(value) })),
        ]}
      />
      <DialogFooter>
        <Button onClick={onClose}>{common("cancel")}</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {t("exportStart")}
        </Button>
      </DialogFooter>
    </form>
  );
}
