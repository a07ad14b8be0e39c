import { connectorRestarted } from "../link/frames.ts";
import type { CommandStatusLookup } from "../sms/command-status.ts";
import { type CarrierResult, refusalIn } from "./carrier-result.ts";

/**
 * What results say of the carrier's health. A refusal of the text, or of the pace, is an answer and so a success; an answer
 * that it is in trouble, or none at all, is a failure. What was never written, or lost on our side, says nothing.
 */
export function countResults(
  results: readonly CarrierResult[],
  statusOf: CommandStatusLookup,
): { successes: number; failures: number } {
  let successes = 0;
  let failures = 0;
  for (const result of results) {
    if (result.outcome === "accepted") successes += 1;
    else if (result.outcome === "unknown" && result.reason !== connectorRestarted) failures += 1;
    else if (result.outcome === "rejected") {
      if (refusalIn(result, statusOf).action === "retry") failures += 1;
      else successes += 1;
    }
  }
  return { successes, failures };
}
