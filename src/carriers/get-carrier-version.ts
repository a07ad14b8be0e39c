import type { Result } from "../errors.ts";
import type { CarrierVersion } from "./carrier-edit.ts";
import { findCarrierObject } from "./find-carrier-object.ts";

/** A version of a carrier's configuration, without its secrets. Errors: not_found. */
export async function getCarrierVersion(
  env: Pick<Env, "CARRIER" | "DB">,
  carrierId: string,
  version: number,
): Promise<Result<CarrierVersion>> {
  const carrier = await findCarrierObject(env, carrierId);
  return carrier.ok ? carrier.value.configuration.findVersion(version) : carrier;
}
