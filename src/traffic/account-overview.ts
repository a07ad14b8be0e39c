import type { DisabledReason } from "../webhooks/endpoint.ts";

/** What only the account itself knows of what its first screen shows. Times are epoch ms, amounts millionths. */
export interface AccountOverview {
  /** Null where it is not charged. */
  money: AccountSpending | null;
  scheduled: { waiting: number; nextAtMs: number | null };
  webhooks: { endpoints: number; troubled: TroubledEndpoint[] };
}

export interface AccountSpending {
  currency: string;
  balanceMicros: number;
  /** What may be spent: balance and credit. */
  availableMicros: number;
  /** What texts took off the balance since each of the moments that were asked for, less what they gave back. */
  spentMicros: number[];
}

/** An endpoint that was switched off because it answered 410, or failed for days. */
export interface TroubledEndpoint {
  id: string;
  url: string;
  reason: DisabledReason;
  sinceMs: number;
}
