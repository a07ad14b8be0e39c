import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../../api/api-error.ts";
import { clientOf, type Schema } from "../../../api/client.ts";
import { read } from "../../../api/queries.ts";
import { FormProblem } from "../../../forms/form-problem.tsx";
import { useApiForm } from "../../../forms/use-api-form.ts";
import { Button } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { SelectField, TextField } from "../../../ui/fields.tsx";
import { toast } from "../../../ui/toast.ts";
import { invalidateMoney } from "./account-calls.ts";
import { amountText, microsOf } from "./money-values.ts";

interface Values {
  /** Empty: it is not charged. */
  priceListId: string;
  credit: string;
  low: string;
}

interface MoneySettingsCardProps {
  accountId: string;
  money: Schema<"Money">;
}

/** The price list it is charged by, how far it may go below nothing, and when it is warned. */
export function MoneySettingsCard({ accountId, money }: MoneySettingsCardProps): ReactNode {
  const t = useTranslations("operator.account.money");
  const common = useTranslations("common");
  const queries = useQueryClient();
  const lists = useQuery(read(null, "/admin/v1/prices", { params: { query: { limit: 100 } } }));
  const { settings } = money;
  const { form, onSubmit, busy, problem, errorOf } = useApiForm<Values>({
    defaultValues: {
      priceListId: settings?.priceListId ?? "",
      credit: amountText(settings?.creditLimitMicros ?? 0),
      low: amountText(settings?.lowBalanceMicros ?? null),
    },
    submit: ({ priceListId, credit, low }) =>
      unwrap(
        clientOf(null).PUT("/admin/v1/accounts/{id}/money", {
          params: { path: { id: accountId } },
          body: {
            priceListId: priceListId === "" ? null : priceListId,
            creditLimitMicros: microsOf(credit) ?? 0,
            lowBalanceMicros: low.trim() === "" ? null : (microsOf(low) ?? 0),
          },
        }),
      ),
    async onDone() {
      toast("good", common("saved"));
      await invalidateMoney(queries);
    },
    fieldOf: (path) =>
      path === "creditLimitMicros"
        ? "credit"
        : path === "lowBalanceMicros"
          ? "low"
          : path === "priceListId"
            ? path
            : undefined,
  });
  const { register } = form;
  const known = (lists.data?.data ?? []).map(({ id }) => id);
  const stored = settings?.priceListId;
  const ids = typeof stored === "string" && !known.includes(stored) ? [stored, ...known] : known;
  const isAmount = (text: string): true | string => text.trim() === "" || microsOf(text) !== null || t("noAmount");
  return (
    <Card title={t("settings")}>
      <form onSubmit={onSubmit} className="grid gap-4">
        <FormProblem problem={problem} />
        <div className="grid items-start gap-4 sm:grid-cols-3">
          <SelectField
            {...register("priceListId")}
            label={t("priceList")}
            error={errorOf("priceListId")}
            hint={
              money.priceListVersion === null ? undefined : t("priceListVersion", { version: money.priceListVersion })
            }
            options={[{ value: "", label: t("none") }, ...ids.map((id) => ({ value: id, label: id }))]}
          />
          <TextField
            {...register("credit", { validate: isAmount })}
            label={t("credit")}
            hint={t("creditHint")}
            error={errorOf("credit")}
            inputMode="decimal"
          />
          <TextField
            {...register("low", { validate: isAmount })}
            label={t("low")}
            hint={t("lowHint")}
            error={errorOf("low")}
            inputMode="decimal"
          />
        </div>
        <div className="flex justify-end">
          <Button type="submit" variant="primary" busy={busy}>
            {common("save")}
          </Button>
        </div>
      </form>
    </Card>
  );
}
