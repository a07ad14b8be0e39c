import { countAlarms } from "../db/alarms/alarms.ts";
import { countDeadLetters } from "../db/dead-letters.ts";
import { findTrafficOfAll } from "../db/across-months/traffic.ts";
import { type Result, failField, ok } from "../errors.ts";
import { getStorage } from "../storage/get-storage.ts";
import { storageFamilies } from "../storage/storage-families.ts";
import { edgeFamilies } from "./edge-families.ts";
import { observeCarriers } from "./observe-carriers.ts";
import { prometheusText } from "./prometheus-text.ts";
import type { TrafficLabel } from "./traffic.ts";

/** Combinations of labels that one answer has. */
const combinationsLimit = 20_000;

/**
 * All metrics of the edge in Prometheus's text format: what was counted, summed over the labels that are not asked for, and how
 * carriers do now. Errors: invalid_request.
 */
export async function renderMetrics(
  env: Pick<Env, "CARRIER" | "DB">,
  labels: readonly TrafficLabel[],
): Promise<Result<string>> {
  const [counts, carriers, deadLetters, alarms, databases] = await Promise.all([
    findTrafficOfAll(env, labels, combinationsLimit + 1),
    observeCarriers(env),
    countDeadLetters(env.DB),
    countAlarms(env.DB, Date.now()),
    getStorage(env, Date.now()),
  ]);
  if (counts.length > combinationsLimit) {
    return failField(
      "labels",
      "invalid_request",
      `This makes more than ${combinationsLimit} series: take fewer labels.`,
    );
  }
  return ok(
    prometheusText([...edgeFamilies({ counts, carriers, deadLetters, alarms }), ...storageFamilies(databases)]),
  );
}
