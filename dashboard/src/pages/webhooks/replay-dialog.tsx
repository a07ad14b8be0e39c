import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import { invalidate } from "../../api/queries.ts";
import { localTimeOf } from "../../components/local-time.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useApiForm } from "../../forms/use-api-form.ts";
import { useAccount } from "../../session/account.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogFooter } from "../../ui/dialog.tsx";
import { SelectField, TextField } from "../../ui/fields.tsx";
import { toast } from "../../ui/toast.ts";
import { replayOf, type ReplayValues } from "./replay-request.ts";

interface ReplayDialogProps {
  webhookId: string;
  open: boolean;
  onClose: () => void;
}

export function ReplayDialog({ webhookId, open, onClose }: ReplayDialogProps): ReactNode {
  const t = useTranslations("webhooks.replay");
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()} title={t("title")} description={t("description")}>
      <ReplayForm webhookId={webhookId} onClose={onClose} />
    </Dialog>
  );
}

const dayMs = 86_400_000;

function ReplayForm({ webhookId, onClose }: Omit<ReplayDialogProps, "open">): ReactNode {
  const t = useTranslations("webhooks.replay");
  const common = useTranslations("common");
  const account = useAccount();
  const queries = useQueryClient();
  const [yesterday] = useState(() => localTimeOf(new Date(Date.now() - dayMs).toISOString()));
  const { form, onSubmit, busy, problem, errorOf } = useApiForm<ReplayValues, { id: string }>({
    defaultValues: { kind: "range", from: yesterday, to: "" },
    submit: (values) =>
      unwrap(
        account.api.POST("/v1/webhooks/{id}/replay", {
          params: { path: { id: webhookId } },
          body: replayOf(values),
        }),
      ),
    onDone: async () => {
      toast("good", t("started"));
      onClose();
      await queries.invalidateQueries({ queryKey: [account.id, "/v1/jobs"] });
      await invalidate(queries, account.id, "/v1/webhooks/{id}/deliveries", "/v1/webhooks/{id}");
    },
    fieldOf: (path) => (path === "failedSince" || path === "from" ? "from" : path === "to" ? "to" : undefined),
  });
  const isRange = form.watch("kind") === "range";
  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      <FormProblem problem={problem} />
      <SelectField
        {...form.register("kind")}
        label={t("what")}
        options={(["range", "failed"] as const).map((value) => ({ value, label: t(`kinds.${value}`) }))}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          {...form.register("from")}
          label={isRange ? t("from") : t("since")}
          error={errorOf("from")}
          type="datetime-local"
          required
        />
        {isRange && (
          <TextField
            {...form.register("to")}
            label={t("to")}
            hint={t("toHint")}
            error={errorOf("to")}
            type="datetime-local"
          />
        )}
      </div>
      <DialogFooter>
        <Button onClick={onClose}>{common("cancel")}</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {t("submit")}
        </Button>
      </DialogFooter>
    </form>
  );
}
