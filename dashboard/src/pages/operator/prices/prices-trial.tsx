import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../../api/client.ts";
import { useFormat } from "../../../format/use-format.ts";
import { Detail, Details } from "../../../ui/details.tsx";
import { ChangesTable } from "../shared/changes-table.tsx";
import { amountText } from "../accounts/money-values.ts";
import type { PricesTrial } from "./price-calls.ts";

/** What the last hour would have cost by the new prices. Without a currency costs are plain numbers. */
export function PricesTrialView({ trial, currency }: { trial: PricesTrial; currency: string | undefined }): ReactNode {
  const t = useTranslations("operator.prices");
  const format = useFormat();
  const cost = (micros: number): string =>
    currency === undefined ? amountText(micros) : format.money(micros, currency);
  return (
    <div className="grid gap-4">
      <Details>
        <Detail label={t("messages")}>{format.count(trial.total)}</Detail>
        <Detail label={t("cost")}>
          {cost(trial.before.costMicros)} → {cost(trial.after.costMicros)}
        </Detail>
        <Detail label={t("unpriced")}>
          {format.count(trial.before.unpriced)} → {format.count(trial.after.unpriced)}
        </Detail>
      </Details>
      <PricesDiffView diff={trial.diff} />
      {trial.sampled && <p className="text-xs text-muted">{t("sampled")}</p>}
    </div>
  );
}

type Diff = Pick<Schema<"PricesDiff">, "fields" | "added" | "removed" | "changed" | "examples">;

export function PricesDiffView({ diff }: { diff: Diff }): ReactNode {
  const t = useTranslations("operator.prices");
  const price = (value: number | null): string | undefined => (value === null ? undefined : amountText(value));
  const changes = [
    ...diff.fields,
    ...diff.examples.map(({ destination, before, after }) => ({
      path: destination,
      before: price(before),
      after: price(after),
    })),
  ];
  return (
    <div className="grid gap-2">
      <p>{t("diff", { added: diff.added, removed: diff.removed, changed: diff.changed })}</p>
      <ChangesTable label={t("diffOf")} changes={changes} />
    </div>
  );
}
