import type { PresentedKey } from "../accounts/presented-key.ts";
import type { Result } from "../errors.ts";
import type { DeliveryAttempt } from "./delivery-attempt.ts";

/** Makes one request to an endpoint, enabled or not. Errors: those of AccountEndpoints.get, rate_limited. */
export async function testEndpoint(
  env: Pick<Env, "ACCOUNT" | "WEBHOOK_ENDPOINT">,
  key: PresentedKey,
  id: string,
): Promise<Result<DeliveryAttempt>> {
  const found = await env.ACCOUNT.getByName(key.accountId).endpoints.get(key, id);
  return found.ok ? env.WEBHOOK_ENDPOINT.getByName(id).sendTest() : found;
}
