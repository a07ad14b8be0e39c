import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { useFormat } from "../../format/use-format.ts";
import { Stat, Stats } from "../../ui/stat.tsx";

export function BalanceFigures({ balance }: { balance: Schema<"Balance"> | undefined }): ReactNode {
  const t = useTranslations("ledger");
  const format = useFormat();
  const money = (micros: number | undefined): string | undefined =>
    balance === undefined || micros === undefined ? undefined : format.money(micros, balance.currency);
  return (
    <Stats>
      <Stat label={t("balance")} value={money(balance?.balanceMicros)} />
      <Stat label={t("available")} value={money(balance?.availableMicros)} />
      <Stat label={t("held")} value={money(balance?.heldMicros)} />
      <Stat label={t("credit")} value={money(balance?.creditLimitMicros)} />
      <Stat
        label={t("low")}
        value={balance?.lowBalanceMicros === null ? t("noWarning") : money(balance?.lowBalanceMicros)}
      />
    </Stats>
  );
}
