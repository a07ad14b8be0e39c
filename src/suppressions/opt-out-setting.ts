import type { PresentedKey } from "../accounts/presented-key.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { type Result, ok } from "../errors.ts";
import type { VersionedSettings } from "../inbound/number-settings.ts";
import type { OptOutSettings } from "./opt-out-settings.ts";

/** How the account treats opt-outs. Errors: those of AccountInboundSettings.optOut. */
export async function getOptOut(
  env: Pick<Env, "ACCOUNT">,
  key: PresentedKey,
): Promise<Result<VersionedSettings<OptOutSettings>>> {
  return env.ACCOUNT.getByName(key.accountId).inboundSettings.optOut(key);
}

/** Errors: those of AccountInboundSettings.putOptOut. */
export async function putOptOut(
  env: Pick<Env, "ACCOUNT" | "DB">,
  key: PresentedKey,
  settings: OptOutSettings,
  expectedVersion: number | undefined,
): Promise<Result<VersionedSettings<OptOutSettings>>> {
  const { accountId } = key;
  const put = await env.ACCOUNT.getByName(accountId).inboundSettings.putOptOut(key, settings, expectedVersion);
  if (!put.ok) return put;
  const { keyId, before, after } = put.value;
  await recordAudit(env, {
    actor: keyId,
    accountId,
    action: "opt_out.changed",
    subject: accountId,
    before,
    after: after.settings,
  });
  return ok(after);
}
