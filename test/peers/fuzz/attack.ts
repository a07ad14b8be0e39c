import type { Tally } from "./tally.ts";
import type { Target } from "./target.ts";

/** One peer under attack. */
export interface Attack {
  target: Target;
  /** Sends so many hostile cases, and some more until the sessions under way have ended. */
  run: (cases: number, tally: Tally) => Promise<void>;
  /** Holds sessions that never get anywhere; a peer that puts up with one without bound is at fault. */
  stall: (tally: Tally) => Promise<void>;
  /** Resolves when an honest session is bound and its text answered. */
  serves: () => Promise<void>;
  /** Adds to the faults what only shows at the end. */
  finish: (tally: Tally) => Promise<void>;
  /** Ends the peer, and whatever attacked it. */
  close: () => Promise<void>;
}
