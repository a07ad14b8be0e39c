import type { PresentedKey } from "../accounts/presented-key.ts";
import { type Result, ok } from "../errors.ts";
import { type ShownEndpoint, showEndpoint } from "./shown-endpoint.ts";

/** An endpoint, and how many events wait for it. Errors: those of AccountEndpoints.get. */
export async function getEndpoint(
  env: Pick<Env, "ACCOUNT" | "WEBHOOK_ENDPOINT">,
  key: PresentedKey,
  id: string,
): Promise<Result<{ endpoint: ShownEndpoint; waitingEvents: number }>> {
  const found = await env.ACCOUNT.getByName(key.accountId).endpoints.get(key, id);
  if (!found.ok) return found;
  const waitingEvents = await env.WEBHOOK_ENDPOINT.getByName(id).waiting();
  return ok({ endpoint: showEndpoint(found.value), waitingEvents });
}
