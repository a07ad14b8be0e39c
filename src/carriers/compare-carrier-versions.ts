import type { Result } from "../errors.ts";
import type { FieldChange } from "./compare-configs.ts";
import { findCarrierObject } from "./find-carrier-object.ts";

/** What changes from one version of a carrier's configuration to another. Errors: not_found. */
export async function compareCarrierVersions(
  env: Pick<Env, "CARRIER" | "DB">,
  carrierId: string,
  fromVersion: number,
  toVersion: number,
): Promise<Result<FieldChange[]>> {
  const carrier = await findCarrierObject(env, carrierId);
  return carrier.ok ? carrier.value.configuration.compareVersions(fromVersion, toVersion) : carrier;
}
