import { findCarrierIds } from "../db/find-carrier-ids.ts";
import { logWarning } from "../log.ts";
import type { ObservedCarrier } from "./carrier-families.ts";

/** Asks every carrier how it does. One that cannot answer keeps nobody from knowing about the others. */
export async function observeCarriers(env: Pick<Env, "CARRIER" | "DB">): Promise<ObservedCarrier[]> {
  const carrierIds = [...(await findCarrierIds(env.DB))].sort();
  return Promise.all(
    carrierIds.map(async (carrierId): Promise<ObservedCarrier> => {
      try {
        return { carrierId, description: await env.CARRIER.getByName(carrierId).describe() };
      } catch (error) {
        logWarning("metrics.carrier_silent", { carrierId, error: String(error) });
        return { carrierId, description: null };
      }
    }),
  );
}
