/** What may not be. */
export const complaintKinds = [
  /** A text with a 202 that is not known any more, has no end, or that no SMSC saw though nobody says why. */
  "lost",
  "wrongStatus",
  /** Written to SMSCs more often than the timeline explains. */
  "twiceUnexplained",
  /** At an SMSC, and nobody got a 202 for it; or it was canceled. */
  "phantom",
  /** Acknowledged to the SMSC, and not in the timeline. */
  "lostReceipt",
  "lostMo",
  /** What a message came to is not told in the feed, or twice, or otherwise. */
  "wrongEvent",
  /** In the feed, and not delivered to an endpoint; or delivered, and not in the feed. */
  "undelivered",
  "wrongCharge",
  /** The balance, what is held, and the ledger do not add up to what messages cost. */
  "wrongBalance",
  "neverFired",
  "firedTwice",
] as const;
export type ComplaintKind = (typeof complaintKinds)[number];

/** Counts what is not as it should be, with a line for each. */
export class Complaints {
  readonly lines: string[] = [];
  readonly counts = Object.fromEntries(complaintKinds.map((kind) => [kind, 0])) as Record<ComplaintKind, number>;

  add(kind: ComplaintKind, why: string): void {
    this.counts[kind]++;
    this.lines.push(`${kind}: ${why}`);
  }
}
