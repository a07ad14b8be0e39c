import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../../../format/use-format.ts";
import { classNames } from "../../../ui/class-names.ts";
import { type BindState, CarrierStateBadge } from "../shared/state-badges.tsx";
import { Meter } from "./meter.tsx";
import { carrierFacts } from "./system-facts.ts";
import type { Carrier, Snapshot } from "./use-system.ts";

interface CarrierBoxProps {
  carrier: Carrier;
  /** Segments a second that left in the last minute. */
  rate: number;
  nowMs: number;
}

/** A carrier with its binds, how full its windows are, its pace and what waits. */
export function CarrierBox({ carrier, rate, nowMs }: CarrierBoxProps): ReactNode {
  const t = useTranslations("operator.system");
  const format = useFormat();
  const { now } = carrier;
  const facts = carrierFacts(carrier, nowMs);
  const isLate = facts.oldestMs !== null && facts.oldestMs > 60_000;
  return (
    <li
      className={classNames(
        "flex h-[158px] min-w-0 flex-col justify-between overflow-hidden rounded-lg border bg-raised px-3.5 py-2.5 shadow-card",
        now === null || now.state === "up" || now.state === "disabled" ? "border-line" : "border-line-strong",
      )}
    >
      <p className="flex items-center justify-between gap-3">
        <Link
          to="/operator/carriers/$carrierId"
          params={{ carrierId: carrier.id }}
          className="truncate font-medium underline-offset-4 hover:underline"
        >
          {carrier.name}
        </Link>
        <CarrierStateBadge state={now?.state ?? null} />
      </p>
      {now === null ? (
        <p className="text-xs text-muted">{t("toldNothing")}</p>
      ) : (
        <>
          <Binds binds={now.binds} bound={facts.boundBinds} />
          <div className="figures grid grid-cols-2 gap-x-5 text-xs">
            <div>
              <p className="flex justify-between gap-2">
                <span className="text-muted">{t("window")}</span>
                <span>
                  {format.count(now.segmentsInFlight)}/{format.count(now.windowSize)}
                </span>
              </p>
              <Meter label={t("windowFill")} part={facts.windowFill ?? 0} tone="info" />
            </div>
            <div>
              <p className="flex justify-between gap-2">
                <span className="text-muted">{t("pace")}</span>
                <span>{paceText(now, rate, format.count)}</span>
              </p>
              {facts.paceFill !== null && (
                <Meter label={t("paceAllowed")} part={facts.paceFill} tone={facts.paceFill < 0.99 ? "warn" : "good"} />
              )}
            </div>
          </div>
          <p className={classNames("figures truncate text-xs", isLate ? "font-medium text-bad" : "text-muted")}>
            {facts.backlog === 0 ? t("nothingWaits") : t("backlog", { texts: facts.backlog })}
            {facts.oldestMs !== null && ` · ${t("oldest", { age: format.duration(facts.oldestMs) })}`}
            {now.breaker !== "closed" && ` · ${t(`breaker.${now.breaker}`)}`}
          </p>
        </>
      )}
    </li>
  );
}

/** Segments a second: what left, what is allowed now, what was agreed. */
export function paceText(now: Snapshot, rate: number, count: (value: number) => string): string {
  const limits = [now.allowedPerSecond, now.agreedPerSecond].filter((limit) => limit !== null);
  const [first, ...rest] = [rate, ...limits].map((value) =>
    count(value < 10 ? Math.round(value * 10) / 10 : Math.round(value)),
  );
  return [first, ...rest].join(" / ");
}

const bindColours: Record<BindState, string> = {
  bound: "bg-good border-good",
  connecting: "border-accent bg-accent-soft",
  unbinding: "border-info bg-info-soft",
  down: "border-bad bg-transparent",
};
const shownBinds = 24;

function Binds({ binds, bound }: { binds: Snapshot["binds"]; bound: number }): ReactNode {
  const t = useTranslations("operator.system");
  const states = useTranslations("operator.states.bind");
  return (
    <p className="flex items-center gap-1.5">
      {binds.slice(0, shownBinds).map(({ id, state, connector }) => (
        <span
          key={id}
          title={[id, states(state), connector].filter((word) => word !== null).join(" · ")}
          className={classNames("size-3 shrink-0 rounded-[3px] border-2", bindColours[state])}
        />
      ))}
      <span className="figures truncate text-xs text-muted">
        {binds.length === 0 ? t("noBinds") : t("boundOf", { bound, binds: binds.length })}
      </span>
    </p>
  );
}
