import { findCarrier } from "../db/carriers.ts";
import { type Result, fail, ok } from "../errors.ts";

export type CarrierStub = ReturnType<Env["CARRIER"]["getByName"]>;

/** The object of a carrier there is: asking one by a name nobody gave would make it. Errors: not_found. */
export async function findCarrierObject(
  env: Pick<Env, "CARRIER" | "DB">,
  carrierId: string,
): Promise<Result<CarrierStub>> {
  if ((await findCarrier(env.DB, carrierId)) === null) return fail("not_found");
  return ok(env.CARRIER.getByName(carrierId));
}
