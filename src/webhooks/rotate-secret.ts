import type { PresentedKey } from "../accounts/presented-key.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { type Result, ok } from "../errors.ts";
import { type EndpointWithSecret, showWithSecret, summarizeEndpoint } from "./shown-endpoint.ts";
import { makeSigningKey } from "./signing-keys.ts";

/** New keys for an endpoint; those in use sign besides them until the overlap ends. Errors: those of AccountEndpoints. */
export async function rotateSecret(
  env: Pick<Env, "ACCOUNT" | "DB" | "CREDENTIALS_KEY">,
  key: PresentedKey,
  id: string,
  overlapSeconds: number,
): Promise<Result<EndpointWithSecret>> {
  const { accountId } = key;
  const account = env.ACCOUNT.getByName(accountId);
  const found = await account.endpoints.get(key, id);
  if (!found.ok) return found;
  const nowMs = Date.now();
  const made = await Promise.all(
    found.value.signatures.map((kind) => makeSigningKey(kind, env.CREDENTIALS_KEY, nowMs)),
  );
  const keys = made.map((one) => one.key);
  const rotated = await account.endpoints.rotate(key, id, keys, overlapSeconds * 1_000);
  if (!rotated.ok) return rotated;
  const { actorName, endpoint } = rotated.value;
  await recordAudit(env, {
    actor: actorName,
    accountId,
    action: "webhook.secret_rotated",
    subject: id,
    after: { overlapSeconds, ...summarizeEndpoint(endpoint) },
  });
  return ok(showWithSecret(endpoint, made));
}
