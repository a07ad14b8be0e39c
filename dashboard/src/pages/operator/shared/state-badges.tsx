import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../../api/client.ts";
import { Badge, type Tone } from "../../../ui/badge.tsx";

export type CarrierState = Schema<"Carrier">["health"]["state"];
export type BindState = NonNullable<Schema<"CarrierSnapshot">>["binds"][number]["state"];
export type CarrierService = Schema<"Carrier">["service"];

export const carrierTones: Record<CarrierState, Tone> = {
  up: "good",
  throttled: "warn",
  unbound: "bad",
  open: "bad",
  draining: "info",
  disabled: "neutral",
};
export const bindTones: Record<BindState, Tone> = {
  bound: "good",
  connecting: "warn",
  unbinding: "info",
  down: "bad",
};
const serviceTones: Record<CarrierService, Tone> = { active: "good", draining: "info", disabled: "neutral" };

/** How a carrier does; null where it has told nothing yet. */
export function CarrierStateBadge({ state }: { state: CarrierState | null }): ReactNode {
  const t = useTranslations("operator.states");
  return (
    <Badge tone={state === null ? "neutral" : carrierTones[state]} dot>
      {state === null ? t("notHeard") : t(`carrier.${state}`)}
    </Badge>
  );
}

export function BindStateBadge({ state }: { state: BindState }): ReactNode {
  const t = useTranslations("operator.states");
  return (
    <Badge tone={bindTones[state]} dot>
      {t(`bind.${state}`)}
    </Badge>
  );
}

/** What operators want of a carrier. */
export function ServiceBadge({ service }: { service: CarrierService }): ReactNode {
  const t = useTranslations("operator.states");
  return <Badge tone={serviceTones[service]}>{t(`service.${service}`)}</Badge>;
}
