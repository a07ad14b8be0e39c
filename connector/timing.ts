import type { LinkTiming } from "./link-client.ts";
import { linkTiming } from "./link-client.ts";

/** The waits and bounds of one carrier's traffic. */
export interface CarrierTiming {
  link: LinkTiming;
  /** How long the first item of a report waits for others after a pause, and how many there may be. */
  reportDelayMs: number;
  reportItemLimit: number;
  /** Items not acknowledged by the edge from which on no deliver_sm is taken. */
  unacknowledgedLimit: number;
  /** How long a deliver_sm waits for the edge; SMSCs give up on an answer after 10 s and more. */
  answerWithinMs: number;
  /** How long a deliver_sm that was given up is recognised when it comes again. */
  rememberDeliveryMs: number;
  /** How long a question waits for room on a bind, and how many may. */
  queryWaitMs: number;
  queryLimit: number;
  /** How long windows may take to empty at the end of a bind. */
  drainMs: number;
  /** How long the end of the process waits for the edge to take the last reports. */
  handOverMs: number;
}

export const carrierTiming: CarrierTiming = {
  link: linkTiming,
  reportDelayMs: 2,
  reportItemLimit: 200,
  unacknowledgedLimit: 10_000,
  answerWithinMs: 8_000,
  rememberDeliveryMs: 600_000,
  queryWaitMs: 30_000,
  queryLimit: 200,
  drainMs: 10_000,
  handOverMs: 2_000,
};
