import type { CarrierService } from "../../../carriers/carrier.ts";
import type { Operation } from "../../operation.ts";
import { carrierParameters } from "./carrier-schemas.ts";
import { switchOperation } from "./switch-operation.ts";

export const drainCarrier = switchTo("drain", "draining", {
  summary: "Drain a carrier",
  description:
    "What it has goes on; nothing new goes to it where another carrier can take it. `drained` of the carrier says when nothing is left.",
});

export const disableCarrier = switchTo("disable", "disabled", {
  summary: "Take a carrier out of service",
  description:
    "Nothing is handed out any more and its binds are unbound, their windows drained first. No receipts and no texts from handsets come while it is disabled: drain it first, and wait for the receipts.",
});

export const activateCarrier = switchTo("activate", "active", {
  summary: "Put a carrier into service",
  description: "Its binds come up again, and what waits goes out.",
});

function switchTo(verb: string, service: CarrierService, words: { summary: string; description: string }): Operation {
  return switchOperation({
    path: `/admin/v1/carriers/{id}/${verb}`,
    operationId: `${verb}Carrier`,
    ...words,
    params: carrierParameters,
    edit: () => ({ kind: "service", service }),
  });
}
