import type { ApiKey } from "./key-record.ts";

/** A key as the audit log has it. */
export function summarizeKey({ name, lastFour, scopes, allowedNetworks, expiresAtMs }: ApiKey): object {
  return { name, lastFour, scopes, allowedNetworks, expiresAtMs };
}
