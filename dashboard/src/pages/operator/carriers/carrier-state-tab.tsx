import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../../../format/use-format.ts";
import { Card } from "../../../ui/card.tsx";
import { Detail, Details } from "../../../ui/details.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Stat, Stats } from "../../../ui/stat.tsx";
import { BindsCard } from "./binds-card.tsx";
import type { Carrier } from "./carrier-calls.ts";

/** How the carrier does now: its backlog, its pace, its binds. */
export function CarrierStateTab({ carrier }: { carrier: Carrier }): ReactNode {
  const t = useTranslations("operator.carriers.state");
  const states = useTranslations("operator.states");
  const common = useTranslations("common");
  const format = useFormat();
  const { health, http } = carrier;
  return (
    <div className="grid gap-5">
      <Stats>
        <Stat label={t("waiting")} value={format.count(carrier.waitingTexts)} />
        <Stat label={t("delayed")} value={format.count(carrier.delayedTexts)} />
        <Stat label={t("moving")} value={format.count(carrier.movingTexts)} />
        <Stat label={t("inFlight")} value={format.count(carrier.segmentsInFlight)} />
        <Stat label={t("parked")} value={format.count(carrier.parkedReceipts)} />
      </Stats>
      <Card title={t("title")}>
        <Details>
          <Detail label={t("health")}>
            {states(`carrier.${health.state}`)}
            {health.sinceMs !== null && (
              <span className="block text-xs text-muted">
                {t("since")} <Moment at={health.sinceMs} />
              </span>
            )}
          </Detail>
          <Detail label={t("pace")}>
            {carrier.segmentsPerSecond === null
              ? t("byWindows")
              : t("perSecond", { segments: carrier.segmentsPerSecond })}
          </Detail>
          <Detail label={t("connectors")}>
            {carrier.connectors.length === 0 ? common("none") : carrier.connectors.join(", ")}
          </Detail>
          <Detail label={t("version")}>{carrier.version}</Detail>
          {carrier.service !== "active" && (
            <Detail label={t("drained")}>{carrier.drained ? t("yes") : t("notYet")}</Detail>
          )}
          {http !== null && (
            <>
              <Detail label={t("requests")}>{format.count(http.requestsInFlight)}</Detail>
              {http.resting !== null && (
                <Detail label={t("resting")}>
                  {t(`restingReasons.${http.resting.reason}`)} <Moment at={http.resting.until} />
                </Detail>
              )}
              <Detail label={t("receiptsUrl")}>
                <code className="font-mono text-xs break-all">{http.callbackUrls.receipts ?? common("none")}</code>
              </Detail>
              <Detail label={t("inboundUrl")}>
                <code className="font-mono text-xs break-all">{http.callbackUrls.inbound ?? common("none")}</code>
              </Detail>
            </>
          )}
        </Details>
      </Card>
      {http === null && <BindsCard carrier={carrier} />}
    </div>
  );
}
