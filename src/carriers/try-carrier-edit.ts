import { defaultRoutes } from "../configuration/default-routes.ts";
import { findOperators } from "../configuration/find-operators.ts";
import { readLastHour } from "../configuration/last-hour.ts";
import { parseRoutes, routesSubject } from "../configuration/routes-document.ts";
import { findCarrier } from "../db/carriers.ts";
import { findConfigVersion } from "../db/config-versions.ts";
import { type Result, fail, ok } from "../errors.ts";
import { compileRoutes } from "../routing/compile-routes.ts";
import { pickRoute } from "../routing/pick-route.ts";
import type { SimulatedMessage } from "../routing/simulate-routes.ts";
import type { CarrierEdit } from "./carrier-edit.ts";
import { type CarrierLoad, loadOf, paceOf } from "./carrier-load.ts";
import type { BindEffect, FieldChange } from "./compare-configs.ts";

/** What a change of a carrier would come to. */
export interface CarrierTrial {
  /** The version it was held against, 0 where there is none. */
  version: number;
  changes: FieldChange[];
  binds: { bindId: string; effect: BindEffect }[];
  /** As it is now. */
  waitingTexts: number;
  delayedTexts: number;
  movingTexts: number;
  segmentsInFlight: number;
  /** Segments a second that would be let through; null leaves the pace to the windows. */
  segmentsPerSecond: number | null;
  /** The last hour's texts that went to the carrier, of 10,000 of all carriers' at most. */
  lastHour: CarrierLoad & { sampled: boolean };
  /** Where those texts would go by the latest routes while the carrier is draining or disabled. */
  withoutCarrier: { elsewhere: { carrierId: string; texts: number }[]; nowhere: number };
}

/** Tells what a change would do, and stores nothing. Errors: version_conflict, invalid_request, not_found. */
export async function tryCarrierEdit(
  env: Pick<Env, "CARRIER" | "DB" | "DEFAULT_CARRIER_ID">,
  carrierId: string,
  edit: CarrierEdit,
  { nowMs, expectedVersion }: { nowMs: number; expectedVersion?: number | undefined },
): Promise<Result<CarrierTrial>> {
  const isThere = (await findCarrier(env.DB, carrierId)) !== null;
  if (edit.kind !== "replace" && !isThere) return fail("not_found");
  const preview = await env.CARRIER.getByName(carrierId).configuration.preview(edit, expectedVersion);
  if (!preview.ok) return preview;
  const { version, config, changes, binds, numbers } = preview.value;
  const { messages, sampled } = await readLastHour(env, nowMs);
  const own = messages.filter((message) => message.carrierId === carrierId);
  const segmentsPerSecond = paceOf(config);
  return ok({
    version,
    changes,
    binds,
    ...numbers,
    segmentsPerSecond,
    lastHour: { ...loadOf(own, segmentsPerSecond), sampled },
    withoutCarrier: await destinationsWithout(env, carrierId, own),
  });
}

async function destinationsWithout(
  env: Pick<Env, "DB" | "DEFAULT_CARRIER_ID">,
  carrierId: string,
  messages: readonly SimulatedMessage[],
): Promise<CarrierTrial["withoutCarrier"]> {
  const row = await findConfigVersion(env.DB, routesSubject);
  const compiled = compileRoutes(row === null ? defaultRoutes(env) : parseRoutes(row.body));
  const routes = compiled.needsOperator ? { ...compiled, operatorOf: await findOperators(env.DB) } : compiled;
  const counts = new Map<string, number>();
  let nowhere = 0;
  for (const message of messages) {
    const result = pickRoute(routes, message);
    const other = result.ok ? result.candidates.find((candidate) => candidate !== carrierId) : undefined;
    if (other === undefined) nowhere++;
    else counts.set(other, (counts.get(other) ?? 0) + 1);
  }
  const elsewhere = Array.from(counts, ([other, texts]) => ({ carrierId: other, texts }));
  return { elsewhere: elsewhere.sort((a, b) => b.texts - a.texts), nowhere };
}
