import type { SegmentResult } from "../src/link/frames.ts";
import type { SubmitResult } from "./bind.ts";

type Failure = Exclude<SubmitResult, { outcome: "accepted" }>;

/** Characters of a reason that reports have room for. */
const longestReason = 200;

/** What a report says of a request that did not succeed. */
export function failureFields(
  failure: Failure,
): Pick<SegmentResult, "commandStatus" | "reason"> & { outcome: Failure["outcome"] } {
  const { outcome, reason } = failure;
  return {
    outcome,
    ...(outcome === "rejected" && { commandStatus: failure.commandStatus }),
    ...(reason !== undefined && { reason: reason.slice(0, longestReason) }),
  };
}
