import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../../api/client.ts";
import { useFormat } from "../../../format/use-format.ts";
import { Detail, Details } from "../../../ui/details.tsx";
import { ChangesTable } from "../shared/changes-table.tsx";
import type { RangesTrial } from "./ranges-calls.ts";

export function RangesTrialView({ trial }: { trial: RangesTrial }): ReactNode {
  const t = useTranslations("operator.ranges");
  const format = useFormat();
  return (
    <div className="grid gap-4">
      <Details>
        <Detail label={t("ranges")}>{format.count(trial.ranges)}</Detail>
        <Detail label={t("texts")}>{format.count(trial.total)}</Detail>
        <Detail label={t("otherOperator")}>{format.count(trial.otherOperator)}</Detail>
        <Detail label={t("moved")}>{format.count(trial.moved)}</Detail>
      </Details>
      <RangesDiffView diff={trial.diff} />
      {trial.sampled && <p className="text-xs text-muted">{t("sampled")}</p>}
    </div>
  );
}

type Diff = Pick<Schema<"OperatorsDiff">, "added" | "removed" | "changed" | "examples">;

export function RangesDiffView({ diff }: { diff: Diff }): ReactNode {
  const t = useTranslations("operator.ranges");
  return (
    <div className="grid gap-2">
      <p>{t("diff", { added: diff.added, removed: diff.removed, changed: diff.changed })}</p>
      <ChangesTable
        label={t("diffOf")}
        changes={diff.examples.map(({ prefix, before, after }) => ({ path: prefix, before, after }))}
      />
    </div>
  );
}
