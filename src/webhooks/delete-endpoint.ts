import type { PresentedKey } from "../accounts/presented-key.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { type Result, ok } from "../errors.ts";
import { summarizeEndpoint } from "./shown-endpoint.ts";

/** Deletes an endpoint with all that waits for it. Errors: those of AccountEndpoints.remove. */
export async function deleteEndpoint(
  env: Pick<Env, "ACCOUNT" | "DB">,
  key: PresentedKey,
  id: string,
  expectedVersion: number | undefined,
): Promise<Result<null>> {
  const { accountId } = key;
  const removed = await env.ACCOUNT.getByName(accountId).endpoints.remove(key, id, expectedVersion);
  if (!removed.ok) return removed;
  const { actorName, endpoint } = removed.value;
  await recordAudit(env, {
    actor: actorName,
    accountId,
    action: "webhook.deleted",
    subject: id,
    before: summarizeEndpoint(endpoint),
  });
  return ok(null);
}
