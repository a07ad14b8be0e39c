import type { PresentedKey } from "../accounts/presented-key.ts";
import { type Result, ok } from "../errors.ts";
import { type ShownEndpoint, showEndpoint } from "./shown-endpoint.ts";

/** The endpoints of the key's account, oldest first. Errors: unauthenticated, missing_scope, network_not_allowed. */
export async function listEndpoints(env: Pick<Env, "ACCOUNT">, key: PresentedKey): Promise<Result<ShownEndpoint[]>> {
  const endpoints = await env.ACCOUNT.getByName(key.accountId).endpoints.list(key);
  return endpoints.ok ? ok(endpoints.value.map(showEndpoint)) : endpoints;
}
