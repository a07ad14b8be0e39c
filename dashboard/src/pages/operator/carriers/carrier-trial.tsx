import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../../../format/use-format.ts";
import { Badge, type Tone } from "../../../ui/badge.tsx";
import { Detail, Details } from "../../../ui/details.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { ChangesTable } from "../shared/changes-table.tsx";
import type { CarrierTrial } from "./carrier-calls.ts";

const effectTones: Record<CarrierTrial["binds"][number]["effect"], Tone> = {
  bind: "good",
  unbind: "bad",
  rebind: "warn",
  adjust: "info",
  keep: "neutral",
  off: "neutral",
};

/** What a change of a carrier would do: to its binds, and to the last hour's texts if they came again. */
export function CarrierTrialView({ trial, showReroute }: { trial: CarrierTrial; showReroute: boolean }): ReactNode {
  const t = useTranslations("operator.carriers.trial");
  const format = useFormat();
  const { lastHour, withoutCarrier, binds, segmentsPerSecond } = trial;
  return (
    <div className="grid gap-4">
      <ChangesTable label={t("changes")} changes={trial.changes} />
      {binds.length > 0 && (
        <div>
          <h3 className="mb-1.5 text-[0.8125rem] font-medium">{t("binds")}</h3>
          <ul className="flex flex-wrap gap-2">
            {binds.map(({ bindId, effect }) => (
              <li key={bindId} className="flex items-center gap-2 rounded-lg border border-line px-2.5 py-1">
                <code className="font-mono text-xs">{bindId}</code>
                <Badge tone={effectTones[effect]}>{t(`effects.${effect}`)}</Badge>
              </li>
            ))}
          </ul>
        </div>
      )}
      <Details>
        <Detail label={t("waiting")}>{format.count(trial.waitingTexts + trial.delayedTexts)}</Detail>
        <Detail label={t("inFlight")}>{format.count(trial.segmentsInFlight)}</Detail>
        <Detail label={t("lastHour")}>
          {t("lastHourTexts", { texts: lastHour.texts, segments: lastHour.segments })}
        </Detail>
        <Detail label={t("peak")}>{t("perMinute", { segments: lastHour.peakSegmentsPerMinute })}</Detail>
      </Details>
      {segmentsPerSecond !== null && lastHour.minutesAbovePace > 0 && (
        <Notice tone="warn">{t("abovePace", { minutes: lastHour.minutesAbovePace, pace: segmentsPerSecond })}</Notice>
      )}
      {showReroute && lastHour.texts > 0 && (
        <Notice tone={withoutCarrier.nowhere > 0 ? "bad" : "info"}>
          <p className="font-medium">{t("without")}</p>
          <ul className="mt-1 text-[0.8125rem]">
            {withoutCarrier.elsewhere.map(({ carrierId, texts }) => (
              <li key={carrierId}>{t("elsewhere", { carrier: carrierId, texts })}</li>
            ))}
            {withoutCarrier.nowhere > 0 && <li>{t("nowhere", { texts: withoutCarrier.nowhere })}</li>}
          </ul>
        </Notice>
      )}
      {lastHour.sampled && <p className="text-xs text-muted">{t("sampled")}</p>}
    </div>
  );
}
