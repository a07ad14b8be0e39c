import { findCarrier } from "../db/carriers.ts";
import { type Result, fail, ok } from "../errors.ts";
import type { CarrierDescription } from "./carrier.ts";

/** A carrier and what it is doing now. Errors: not_found. */
export async function describeCarrier(
  env: Pick<Env, "CARRIER" | "DB">,
  carrierId: string,
): Promise<Result<CarrierDescription>> {
  // Asking an object by a name nobody gave would make it.
  if ((await findCarrier(env.DB, carrierId)) === null) return fail("not_found");
  const description = await env.CARRIER.getByName(carrierId).describe();
  return description === null ? fail("not_found") : ok(description);
}
