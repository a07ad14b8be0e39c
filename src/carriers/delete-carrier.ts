import { recordAudit } from "../audit/record-audit.ts";
import { getRoutesInUse } from "../configuration/routes-in-use.ts";
import { deleteCarrierState } from "../db/carrier-states.ts";
import { deleteCarrierRow } from "../db/carriers.ts";
import { type FieldError, type Result, fail, ok } from "../errors.ts";
import { findCarrierObject } from "./find-carrier-object.ts";

/**
 * Deletes a carrier that is disabled, has nothing left to do, and is in no routes. Its versions and credentials go with it.
 * Errors: not_found, carrier_in_use, which says what stands in the way.
 */
export async function deleteCarrier(
  env: Pick<Env, "CARRIER" | "DB" | "DEFAULT_CARRIER_ID">,
  carrierId: string,
  { author, nowMs }: { author: string; nowMs: number },
): Promise<Result<null>> {
  const carrier = await findCarrierObject(env, carrierId);
  if (!carrier.ok) return carrier;
  const naming = (await getRoutesInUse(env, nowMs)).flatMap(({ version, table }) =>
    table.rules
      .filter(({ targets }) => targets.some((target) => target.carrierId === carrierId))
      .map(({ id }): FieldError => namedBy(version, id)),
  );
  if (naming.length > 0) {
    return fail("carrier_in_use", {
      message: "Routes send texts to the carrier.",
      fields: naming.slice(0, shownRules),
    });
  }
  const deleted = await carrier.value.configuration.delete(author);
  if (!deleted.ok) return deleted;
  await deleteCarrierRow(env.DB, carrierId);
  await deleteCarrierState(env.DB, carrierId);
  await recordAudit(env, { actor: author, accountId: null, action: "carrier.deleted", subject: carrierId });
  return ok(null);
}

const shownRules = 20;

function namedBy(version: number, ruleId: string): FieldError {
  const message =
    version === 0
      ? "It takes every text that was accepted before there were routes."
      : `Version ${version} of the routes names it, and texts of the last hour may yet go by that.`;
  return { path: `routes.${ruleId}`, code: "carrier_in_use", message };
}
