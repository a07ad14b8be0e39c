import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useCallback, useRef } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../../api/api-error.ts";
import { clientOf, type Schema } from "../../../api/client.ts";
import { FormProblem } from "../../../forms/form-problem.tsx";
import { useApiForm } from "../../../forms/use-api-form.ts";
import { useFormat } from "../../../format/use-format.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog, DialogFooter } from "../../../ui/dialog.tsx";
import { TextField } from "../../../ui/fields.tsx";
import { toast } from "../../../ui/toast.ts";
import { invalidateMoney } from "./account-calls.ts";
import { microsOf } from "./money-values.ts";

export type CreditKind = "topUp" | "adjust";

interface CreditDialogProps {
  accountId: string;
  balance: Schema<"Balance">;
  /** Undefined: closed. */
  kind: CreditKind | undefined;
  onClose: () => void;
}

/** Money for the account: paid in, or set right by hand (which may also take some away). */
export function CreditDialog({ accountId, balance, kind, onClose }: CreditDialogProps): ReactNode {
  const t = useTranslations("operator.account.money");
  return (
    <Dialog
      open={kind !== undefined}
      onOpenChange={onClose}
      title={kind === "adjust" ? t("adjust") : t("topUp")}
      description={kind === "adjust" ? t("adjustDetail") : t("topUpDetail")}
    >
      {kind !== undefined && <CreditForm accountId={accountId} balance={balance} kind={kind} onClose={onClose} />}
    </Dialog>
  );
}

interface CreditFormProps extends CreditDialogProps {
  kind: CreditKind;
}

function CreditForm({ accountId, balance, kind, onClose }: CreditFormProps): ReactNode {
  const t = useTranslations("operator.account.money");
  const common = useTranslations("common");
  const format = useFormat();
  const queries = useQueryClient();
  const keyOf = useIdempotencyKey();
  const { form, onSubmit, busy, problem, errorOf } = useApiForm<{ amount: string; reference: string }>({
    defaultValues: { amount: "", reference: "" },
    submit({ amount, reference }) {
      const params = { path: { id: accountId }, header: { "Idempotency-Key": keyOf(`${amount} ${reference}`) } };
      const body = { amountMicros: microsOf(amount) ?? 0, reference: reference.trim() };
      return kind === "topUp"
        ? unwrap(clientOf(null).POST("/admin/v1/accounts/{id}/top-ups", { params, body }))
        : unwrap(clientOf(null).POST("/admin/v1/accounts/{id}/adjustments", { params, body }));
    },
    async onDone() {
      onClose();
      toast("good", t("credited"));
      await invalidateMoney(queries);
    },
    fieldOf: (path) => (path === "amountMicros" ? "amount" : path === "reference" ? "reference" : undefined),
  });
  const micros = microsOf(form.watch("amount"));
  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      <FormProblem problem={problem} />
      <TextField
        {...form.register("amount", { validate: (text) => microsOf(text) !== null || t("noAmount") })}
        label={t("amount", { currency: balance.currency })}
        error={errorOf("amount")}
        inputMode="decimal"
        required
        hint={
          micros === null
            ? undefined
            : t("after", { balance: format.money(balance.balanceMicros + micros, balance.currency) })
        }
      />
      <TextField
        {...form.register("reference")}
        label={t("reference")}
        hint={t("referenceHint")}
        error={errorOf("reference")}
        required
        maxLength={200}
      />
      <DialogFooter>
        <Button onClick={onClose}>{common("cancel")}</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {kind === "topUp" ? t("topUp") : t("adjust")}
        </Button>
      </DialogFooter>
    </form>
  );
}

/** The same key for the same values, however often they are sent: money that may have come is not paid in again. */
function useIdempotencyKey(): (values: string) => string {
  const last = useRef({ values: "", key: "" });
  return useCallback((values) => {
    if (last.current.values !== values) last.current = { values, key: crypto.randomUUID() };
    return last.current.key;
  }, []);
}
