import { z } from "zod";
import type { OperatorPrefix } from "../routing/operators.ts";
import type { PriceList } from "./price-list.ts";

/** How an account pays. All amounts are millionths of one unit of the price list's currency. */
export const moneySettingsSchema = z.strictObject({
  /** The price list that its texts are charged by; null for an account that is not charged. */
  priceListId: z.string().nullable(),
  /** How far below nothing the balance may go: 0 for a prepaid account. */
  creditLimitMicros: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
  /** The balance at which event `balance.low` is told; null for never. */
  lowBalanceMicros: z.number().int().nullable().default(null),
});
export type MoneySettings = z.infer<typeof moneySettingsSchema>;

/** Millionths of one unit of the currency. */
export interface Price {
  priceMicros: number;
  currency: string;
}

/** A version of a price list as an account's object holds it. */
export interface AssignedPrices {
  priceListId: string;
  version: number;
  list: PriceList;
  /** The version of the operators' number ranges, 0 where the list names no operator or there are none. */
  operatorsVersion: number;
  /** The number ranges of the operators that the list names. */
  operatorPrefixes: readonly OperatorPrefix[];
}

export interface Balance {
  currency: string;
  balanceMicros: number;
  /** What the balance has been charged for texts whose outcome is open. */
  heldMicros: number;
  creditLimitMicros: number;
  lowBalanceMicros: number | null;
}

/** hold: texts were accepted. refund: some of them were not charged in the end. The others are an operator's doing. */
export const ledgerEntryTypes = ["hold", "refund", "top_up", "adjustment"] as const;
export type LedgerEntryType = (typeof ledgerEntryTypes)[number];

/** One line of the account's ledger. The balance is the sum of all amounts. */
export interface LedgerEntry {
  id: string;
  type: LedgerEntryType;
  atMs: number;
  amountMicros: number;
  /** The balance with this line and all before it. */
  balanceMicros: number;
  /** Texts that a hold or a refund is for. */
  texts: number;
  /** What an operator gave as the reason, or the number of the payment. */
  reference: string | null;
  author: string | null;
}

/** Lines to read, newest first. Bounds are ULIDs: `beforeId` is not within, `fromId` is. */
export interface LedgerQuery {
  beforeId?: string | undefined;
  fromId?: string | undefined;
  type?: LedgerEntryType | undefined;
  limit: number;
}

/** How an account pays, null where it is not charged, and the version of its price list that it goes by. */
export interface AccountMoneySettings {
  settings: MoneySettings | null;
  priceListVersion: number | null;
}
