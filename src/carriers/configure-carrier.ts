import { recordAudit } from "../audit/record-audit.ts";
import type { ConfigChange } from "../configuration/config-change.ts";
import { findCarrier, upsertCarrier } from "../db/carriers.ts";
import { type Result, fail } from "../errors.ts";
import type { CarrierDescription } from "./carrier.ts";
import type { CarrierEdit } from "./carrier-edit.ts";

/**
 * Makes a carrier or changes its configuration, and describes it. Connectors hear of it at once, and of a new carrier when
 * they next ask which there are, which is why it is listed last.
 * Errors: version_conflict, invalid_request, not_found for a change of what there is not.
 */
export async function configureCarrier(
  env: Pick<Env, "CARRIER" | "DB">,
  carrierId: string,
  edit: CarrierEdit,
  change: ConfigChange,
): Promise<Result<CarrierDescription>> {
  if (edit.kind !== "replace" && (await findCarrier(env.DB, carrierId)) === null) return fail("not_found");
  const configured = await env.CARRIER.getByName(carrierId).configuration.apply(edit, change);
  if (!configured.ok) return configured;
  const { name, version, service } = configured.value;
  await upsertCarrier(env.DB, { id: carrierId, name, version, service, createdAtMs: change.nowMs });
  await recordAudit(env, {
    actor: change.author,
    accountId: null,
    action: "carrier.configured",
    subject: carrierId,
    after: { version, service, note: change.note },
  });
  return configured;
}
