import type { PresentedKey } from "../accounts/presented-key.ts";
import { newIds } from "../accounts/new-ids.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { type Result, ok } from "../errors.ts";
import { checkSettings } from "./check-settings.ts";
import type { EndpointSettings } from "./endpoint.ts";
import { type EndpointWithSecret, showWithSecret, summarizeEndpoint } from "./shown-endpoint.ts";
import { makeSigningKey } from "./signing-keys.ts";

/** Makes an endpoint of the key's account. Errors: invalid_url, invalid_request, those of AccountEndpoints.create. */
export async function createEndpoint(
  env: Pick<Env, "ACCOUNT" | "DB" | "CREDENTIALS_KEY" | "ALLOW_PRIVATE_WEBHOOKS">,
  key: PresentedKey,
  input: EndpointSettings,
): Promise<Result<EndpointWithSecret>> {
  const settings = checkSettings(env, input);
  if (!settings.ok) return settings;
  const nowMs = Date.now();
  const made = await Promise.all(
    settings.value.signatures.map((kind) => makeSigningKey(kind, env.CREDENTIALS_KEY, nowMs)),
  );
  const { accountId } = key;
  const created = await env.ACCOUNT.getByName(accountId).endpoints.create(key, {
    ...settings.value,
    id: newIds.next("endpoint"),
    accountId,
    version: 1,
    keys: made.map((one) => one.key),
    disabledReason: null,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  });
  if (!created.ok) return created;
  const { actorName, endpoint } = created.value;
  await recordAudit(env, {
    actor: actorName,
    accountId,
    action: "webhook.created",
    subject: endpoint.id,
    after: summarizeEndpoint(endpoint),
  });
  return ok(showWithSecret(endpoint, made));
}
