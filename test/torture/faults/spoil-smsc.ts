import type { Fault } from "../fault.ts";
import type { SmscName } from "../names.ts";

/** Longer than any fault of the torture lasts; `undo` ends it. */
const seconds = 60;

/** What the simulated SMSC can be told to do wrong, see connector/simulator/faults.ts. */
export const smscFaultModes = [
  "throttle",
  "no_response",
  "malformed_pdu",
  "malformed_response",
  "wrong_sequence",
  "out_of_order",
  "slow",
  "not_bound",
  "ghost",
  "unbind",
  "drop",
  "half_open",
  "oversized_length",
] as const;
export type SmscFaultMode = (typeof smscFaultModes)[number];

const atOnce = new Set<SmscFaultMode>(["malformed_pdu", "unbind", "drop", "oversized_length"]);

export function spoilSmsc(name: SmscName, mode: SmscFaultMode): Fault {
  const body = atOnce.has(mode) ? { mode } : { mode, seconds, ...(mode === "slow" && { delayMs: 4_000 }) };
  return {
    name: `${mode} ${name}`,
    apply: ({ smscs }) => smscs[name].control("faults", body),
    undo: ({ smscs }) => smscs[name].control("faults", { mode: "none" }),
  };
}
