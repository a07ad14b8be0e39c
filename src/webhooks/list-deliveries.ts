import type { PresentedKey } from "../accounts/presented-key.ts";
import { type Result, ok } from "../errors.ts";
import type { Page } from "../page.ts";
import type { DeliveryAttempt } from "./delivery-attempt.ts";

/** The requests that were made to an endpoint, newest first. Errors: those of AccountEndpoints.get. */
export async function listDeliveries(
  env: Pick<Env, "ACCOUNT" | "WEBHOOK_ENDPOINT">,
  key: PresentedKey,
  id: string,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<Result<Page<DeliveryAttempt>>> {
  const found = await env.ACCOUNT.getByName(key.accountId).endpoints.get(key, id);
  if (!found.ok) return found;
  return ok(await env.WEBHOOK_ENDPOINT.getByName(id).deliveries(after ?? null, limit));
}
