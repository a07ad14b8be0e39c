import type { SegmentResult } from "../link/frames.ts";
import { type CommandStatus, type CommandStatusLookup, commandStatusOf } from "../sms/command-status.ts";

/** Why a carrier refused a segment, and what is done. */
export type CarrierRefusal = Pick<CommandStatus, "name" | "action"> & { message?: string };

/** What a segment came to: as a connector reports it, or an HTTP operator, whose refusals have no command_status. */
export type CarrierResult = SegmentResult & { refusal?: CarrierRefusal };

/** What a result of outcome `rejected` means; `lookup` is the carrier's table of command_status. */
export function refusalIn(
  { refusal, commandStatus }: Pick<CarrierResult, "refusal" | "commandStatus">,
  lookup: CommandStatusLookup = commandStatusOf,
): CarrierRefusal {
  return refusal ?? lookup(commandStatus ?? 0);
}
