import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../../api/client.ts";
import { useFormat } from "../../../format/use-format.ts";
import { Badge, type Tone } from "../../../ui/badge.tsx";
import { Card } from "../../../ui/card.tsx";
import { columnsOf, DataTable } from "../../../ui/data-table.tsx";
import { Detail, Details } from "../../../ui/details.tsx";
import { Empty } from "../../../ui/states.tsx";
import { valueText } from "../shared/changes-table.tsx";
import { CarrierStateBadge } from "../shared/state-badges.tsx";

type Explanation = Schema<"RouteExplanation">;
type ExplainedRule = Explanation["rules"][number];

const verdictTones: Record<ExplainedRule["verdict"], Tone> = {
  chosen: "good",
  outranked: "info",
  not_matched: "neutral",
  disabled: "neutral",
  invalid: "bad",
};

export function ExplanationView({ explanation }: { explanation: Explanation }): ReactNode {
  const t = useTranslations("operator.routes.explain");
  const common = useTranslations("common");
  const format = useFormat();
  const { ruleId, facts, candidates } = explanation;
  const columns = useRuleColumns();
  return (
    <>
      <Card title={t("answer")}>
        <div className="grid gap-4" aria-live="polite">
          <Details>
            <Detail label={t("rule")}>{ruleId ?? t("noRule")}</Detail>
            <Detail label={t("country")}>
              {facts.country === null ? common("none") : format.country(facts.country)}
            </Detail>
            <Detail label={t("operator")}>{facts.operator ?? common("none")}</Detail>
            <Detail label={t("version")}>{explanation.version}</Detail>
          </Details>
          {candidates.length > 0 && (
            <ol className="grid gap-2">
              {candidates.map(({ carrierId, state, preferred, place }) => (
                <li
                  key={carrierId}
                  className="flex flex-wrap items-center gap-3 rounded-lg border border-line px-3 py-2"
                >
                  <span className="figures grid size-6 place-items-center rounded-full bg-sunken text-xs font-semibold">
                    {place ?? common("none")}
                  </span>
                  <span className="font-medium">{carrierId}</span>
                  <CarrierStateBadge state={state} />
                  <span className="ml-auto text-xs text-muted">{t("preferred", { place: preferred })}</span>
                </li>
              ))}
            </ol>
          )}
        </div>
      </Card>
      <Card title={t("rules")} flush>
        <DataTable
          label={t("rules")}
          columns={columns}
          rows={explanation.rules}
          idOf={(rule) => rule.ruleId}
          empty={<Empty title={t("noRules")} />}
        />
      </Card>
    </>
  );
}

function useRuleColumns() {
  const t = useTranslations("operator.routes.explain");
  return useMemo(
    () =>
      columnsOf<ExplainedRule>()((column) => [
        column.accessor("priority", { header: t("priority"), meta: { align: "right" } }),
        column.accessor("ruleId", { header: t("rule") }),
        column.accessor("verdict", {
          header: t("verdict"),
          cell: ({ getValue }) => <Badge tone={verdictTones[getValue()]}>{t(`verdicts.${getValue()}`)}</Badge>,
        }),
        column.display({
          id: "why",
          header: t("why"),
          meta: { grow: true },
          cell: ({ row: { original } }) => <span className="text-muted">{whyOf(original, t)}</span>,
        }),
      ]),
    [t],
  );
}

function whyOf(
  { unmet, reason, matchedPrefix }: ExplainedRule,
  t: ReturnType<typeof useTranslations<"operator.routes.explain">>,
): string {
  if (unmet !== undefined) {
    return t("unmet", { condition: unmet.condition, wanted: valueText(unmet.wanted), actual: unmet.actual ?? "—" });
  }
  if (matchedPrefix !== undefined) return t("prefix", { prefix: matchedPrefix });
  return reason ?? "";
}
