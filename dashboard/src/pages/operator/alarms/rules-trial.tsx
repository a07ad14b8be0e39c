import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../../api/client.ts";
import { useFormat } from "../../../format/use-format.ts";
import { Moment } from "../../../ui/moment.tsx";
import { useAlarmValue } from "./use-alarm-value.ts";

/** What the rules would have raised in the time there are values of. */
export function RulesTrialView({ trial }: { trial: Schema<"AlarmRulesTrial"> }): ReactNode {
  const t = useTranslations("operator.alarms");
  const format = useFormat();
  const value = useAlarmValue();
  const units = new Map(trial.rules.map(({ rule, unit }) => [rule, unit]));
  return (
    <div className="grid gap-3">
      <p>
        {t("trial", { span: format.duration(trial.minutes * 60_000), count: trial.alarms.length })}
        {trial.more && ` ${t("trialMore")}`}
      </p>
      {trial.alarms.length > 0 && (
        <ul className="divide-y divide-line rounded-lg border border-line">
          {trial.alarms.map(({ rule, subject, raisedAt, clearedAt, peak }) => (
            <li key={`${rule} ${subject} ${raisedAt}`} className="flex flex-wrap gap-x-4 px-3.5 py-2">
              <span className="font-medium">{t(`rules.${rule}`)}</span>
              <span className="text-muted">{subject}</span>
              <span className="figures ml-auto text-[0.8125rem] text-muted">
                <Moment at={raisedAt} /> – {clearedAt === null ? t("stillRaised") : <Moment at={clearedAt} />} ·{" "}
                {value(units.get(rule) ?? "messages", peak)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
