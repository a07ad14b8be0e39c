import type { BindConfig } from "./bind-config.ts";
import type { CarrierBindConfig } from "./carrier-bind-config.ts";
import type { UcpBindConfig } from "./ucp-bind-config.ts";

/** What an SMPP session is made of: another value of any of these takes a new one. */
export const smppSessionFields = [
  "host",
  "port",
  "systemId",
  "password",
  "systemType",
  "tls",
  "interfaceVersion",
  "mode",
  "enquireLinkIntervalMs",
] as const satisfies (keyof BindConfig)[];

/** What changes under a UCP session that is up; another value of anything else takes a new session. */
export const ucpLiveFields: ReadonlySet<string> = new Set([
  "windowSize",
  "throughputPerSecond",
  "responseTimeoutMs",
  "bindTimeoutMs",
  "reconnectMinMs",
  "reconnectMaxMs",
  "internationalPrefix",
  "notificationAddress",
  "notificationProtocol",
  "timeZone",
  "billingIdentifier",
] satisfies (keyof UcpBindConfig)[]);

const smppFields: ReadonlySet<string> = new Set(smppSessionFields);

/** Whether another value of a bind's field takes a new session, rather than changing under the one that is up. */
export function takesNewSession(kind: CarrierBindConfig["kind"], field: string): boolean {
  return field === "kind" || (kind === "smpp" ? smppFields.has(field) : !ucpLiveFields.has(field));
}
