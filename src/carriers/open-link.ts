import { findCarrier } from "../db/carriers.ts";
import { type Result, fail, ok } from "../errors.ts";

/** Hands a connector's WebSocket to its carrier's object. Errors: not_found. */
export async function openLink(
  env: Pick<Env, "CARRIER" | "DB">,
  carrierId: string,
  request: Request,
): Promise<Result<Response>> {
  if ((await findCarrier(env.DB, carrierId)) === null) return fail("not_found");
  return ok(await env.CARRIER.getByName(carrierId).fetch(request));
}
