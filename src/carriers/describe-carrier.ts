import { type Result, fail, ok } from "../errors.ts";
import type { CarrierDescription } from "./carrier.ts";
import { findCarrierObject } from "./find-carrier-object.ts";

/** A carrier and what it is doing now. Errors: not_found. */
export async function describeCarrier(
  env: Pick<Env, "CARRIER" | "DB">,
  carrierId: string,
): Promise<Result<CarrierDescription>> {
  const carrier = await findCarrierObject(env, carrierId);
  if (!carrier.ok) return carrier;
  const description = await carrier.value.describe();
  return description === null ? fail("not_found") : ok(description);
}
