import type { TortureAccount } from "./accounts.ts";
import type { AcceptedText } from "./ledger.ts";
import type { SinkName } from "./names.ts";
import type { Balance, LedgerEntry, Run, TortureEvent, TortureMessage } from "./read-model.ts";
import type { SmscSubmit } from "./records.ts";
import type { Recurring } from "./recurring.ts";
import type { Delivered } from "./sinks.ts";

/** What is known of one customer at each end. */
export interface CustomerEvidence {
  account: TortureAccount;
  paidMicros: number;
  balance: Balance;
  ledger: readonly LedgerEntry[];
  feed: readonly TortureEvent[];
  delivered: Record<SinkName, Delivered>;
}

/** What is known at each end, independently of the other. */
export interface Evidence {
  /** By the number of the text, of every 202. */
  texts: ReadonlyMap<number, AcceptedText>;
  /** Numbers of texts whose cancelation was answered with a 200. */
  canceled: ReadonlySet<number>;
  schedules: readonly { schedule: Recurring; runs: readonly Run[] }[];
  /** By id, through the API: those that were sent and those that schedules made. */
  messages: ReadonlyMap<string, TortureMessage>;
  submits: readonly SmscSubmit[];
  mos: { sent: number; received: ReadonlyMap<number, number> };
  customers: readonly CustomerEvidence[];
}
