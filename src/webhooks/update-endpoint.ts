import type { PresentedKey } from "../accounts/presented-key.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { type Result, ok } from "../errors.ts";
import { checkSettings } from "./check-settings.ts";
import type { EndpointEdit, EndpointSettings } from "./endpoint.ts";
import { type EndpointWithSecret, showWithSecret, summarizeEndpoint } from "./shown-endpoint.ts";
import { makeSigningKey } from "./signing-keys.ts";

/**
 * Changes what `edit` names. A kind of signature that is new to the endpoint gets its key. Errors: invalid_url, invalid_request,
 * those of AccountEndpoints.update.
 */
export async function updateEndpoint(
  env: Pick<Env, "ACCOUNT" | "DB" | "CREDENTIALS_KEY" | "ALLOW_PRIVATE_WEBHOOKS">,
  key: PresentedKey,
  id: string,
  edit: EndpointEdit,
  expectedVersion: number | undefined,
): Promise<Result<EndpointWithSecret>> {
  const named = Object.entries(edit).filter(([, value]) => value !== undefined);
  const change: Partial<EndpointSettings> = Object.fromEntries(named);
  const checked = checkSettings(env, change);
  if (!checked.ok) return checked;
  const nowMs = Date.now();
  const made = await Promise.all(
    (change.signatures ?? []).map((kind) => makeSigningKey(kind, env.CREDENTIALS_KEY, nowMs)),
  );
  const { accountId } = key;
  const updated = await env.ACCOUNT.getByName(accountId).endpoints.update(
    key,
    id,
    checked.value,
    made.map((one) => one.key),
    expectedVersion,
  );
  if (!updated.ok) return updated;
  const { actorName, before, endpoint } = updated.value;
  await recordAudit(env, {
    actor: actorName,
    accountId,
    action: "webhook.updated",
    subject: id,
    ...(before === null ? {} : { before: summarizeEndpoint(before) }),
    after: summarizeEndpoint(endpoint),
  });
  return ok(showWithSecret(endpoint, made));
}
