import type { LateResult, SubmitResult } from "./bind.ts";
import { commandStatuses } from "../src/sms/command-status.ts";
import type { SegmentOutcome } from "../src/link/frames.ts";
import type { LogCode } from "./log-codes.ts";

/** Upper ends of the classes that response times are counted in, in milliseconds. */
export const responseTimeBucketsMs = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000,
] as const;

/** What every command_status counts as that neither SMPP nor its range for vendors has; a carrier could make up billions. */
export const otherStatus = -1;

/** SMPP 3.4 §5.1.3: reserved for SMSC vendor specific errors. */
const vendorStatus = { first: 0x400, last: 0x4ff } as const;

export class ResponseTimes {
  /** Not cumulative; one more than there are bounds. */
  readonly counts = new Float64Array(responseTimeBucketsMs.length + 1);
  sumMs = 0;

  observe(elapsedMs: number): void {
    let index = 0;
    while (index < responseTimeBucketsMs.length && elapsedMs > (responseTimeBucketsMs[index] ?? Infinity)) {
      index++;
    }
    this.counts[index] = (this.counts[index] ?? 0) + 1;
    this.sumMs += elapsedMs;
  }
}

/** How much of a bind's window is in use. */
export interface WindowUse {
  size: number;
  used: () => number;
}

/**
 * What is counted of one carrier since the process began: plain numbers, since a counter of prom-client builds and hashes a
 * text for every count. They are put into its form when somebody asks.
 */
export class CarrierTally {
  accepted = 0;
  unknown = 0;
  unsent = 0;
  readonly rejected = new Map<number, number>();
  readonly lateResponses = { accepted: 0, rejected: 0 };
  readonly responseTimes = new ResponseTimes();
  readonly deliveries = { receipt: 0, inbound: 0, unreadable: 0, unread: 0 };
  readonly deliveryAnswers = new Map<number, number>();
  readonly windows = new Map<string, WindowUse>();
  linkWelcomes = 0;
  linkLosses = 0;

  countResult(result: SubmitResult): void {
    if (result.outcome === "rejected") {
      countOne(this.rejected, knownStatus(result.commandStatus));
    } else {
      this[result.outcome]++;
    }
  }

  countLateResponse({ outcome }: LateResult): void {
    this.lateResponses[outcome]++;
  }

  countDeliveryAnswer(commandStatus: number): void {
    countOne(this.deliveryAnswers, knownStatus(commandStatus));
  }
}

/** What is counted of the process as a whole. */
export class ProcessTally {
  /** Reports in the journal's file, of the carriers that are served. */
  journalReports = 0;
  /** Segments that were reported and never handed to a bind. */
  readonly declined = new Map<SegmentOutcome, number>();
  readonly logLines = new Map<LogCode, number>();
  /** Lines of the PDU log, and spans, that were dropped. */
  pduLinesLost = 0;
  /** Closed files of the PDU log, by what came of them; a file that failed is tried again. */
  readonly pduFiles = new Map<"shipped" | "failed" | "refused" | "dropped", number>();
  spansLost = 0;
}

const carriers = new Map<string, CarrierTally>();

/** The one for this process, as a registry of Prometheus is: whoever counts need not be handed it through every layer. */
export const processTally = new ProcessTally();

/** The counts of a carrier; they stay when the carrier goes, since a counter must not fall. */
export function carrierTally(carrierId: string): CarrierTally {
  let tally = carriers.get(carrierId);
  if (tally === undefined) {
    tally = new CarrierTally();
    carriers.set(carrierId, tally);
  }
  return tally;
}

/** Every carrier that was ever served, by id. */
export function carrierTallies(): ReadonlyMap<string, CarrierTally> {
  return carriers;
}

/** Adds one. */
export function countOne<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function knownStatus(commandStatus: number): number {
  const isVendors = commandStatus >= vendorStatus.first && commandStatus <= vendorStatus.last;
  return isVendors || commandStatuses.has(commandStatus) ? commandStatus : otherStatus;
}
