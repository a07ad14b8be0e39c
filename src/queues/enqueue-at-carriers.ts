import { logWarning } from "../log.ts";
import type { LanePart } from "./plan-dispatch.ts";

/** A chunk for a carrier's backlog. */
export interface CarrierPart {
  carrierId: string;
  part: LanePart;
}

/**
 * Puts chunks into the backlogs of their carriers. Answers the carriers that have as much waiting as they may, and took nothing:
 * their chunks are not to be confirmed. Whoever wrote those sends them again, so the queue need not bring them back as well.
 */
export async function enqueueAtCarriers(
  parts: readonly CarrierPart[],
  env: Pick<Env, "CARRIER">,
): Promise<ReadonlySet<string>> {
  const full = new Set<string>();
  await Promise.all(
    Array.from(
      Map.groupBy(parts, ({ carrierId }) => carrierId),
      async ([carrierId, ofCarrier]) => {
        if (await env.CARRIER.getByName(carrierId).enqueue(ofCarrier.map(({ part }) => part))) return;
        full.add(carrierId);
        logWarning("carrier.full", { carrierId, chunks: ofCarrier.length });
      },
    ),
  );
  return full;
}
