import type { ServiceError } from "../errors.ts";
import type { DraftText, UnknownPolicy } from "../messages/message.ts";
import type { TextRefusal } from "../messages/text-refusals.ts";
import type { Price } from "../money/account-money.ts";
import type { Changes } from "./apply-changes.ts";
import type { PresentedKey } from "./presented-key.ts";

export interface AccountLimits {
  /** Segments a second the account may send for as long as it likes. */
  segmentsPerSecond: number;
  /** Segments it may send at once after a pause. */
  burstSegments: number;
  /** Segments one message may have. */
  maxSegmentsPerMessage: number;
  /** Messages that may wait to leave the account before new ones are refused. */
  maxWaitingMessages: number;
  /** Messages that may wait for their time. */
  maxScheduledMessages: number;
  /** Segments that may be accepted on one day, UTC; null for any number. */
  dailySegments: number | null;
  /** Segments that may be accepted in one month, UTC; null for any number. */
  monthlySegments: number | null;
  /** Sub-accounts it may make. */
  maxSubAccounts: number;
}

export const defaultLimits: AccountLimits = {
  segmentsPerSecond: 100,
  burstSegments: 1_000,
  maxSegmentsPerMessage: 10,
  maxWaitingMessages: 1_000_000,
  maxScheduledMessages: 1_000_000,
  dailySegments: null,
  monthlySegments: null,
  maxSubAccounts: 0,
};

/** A suspended account sends nothing; its keys still read. */
export const accountStatuses = ["active", "suspended"] as const;
export type AccountStatus = (typeof accountStatuses)[number];

/**
 * Where the account may send. A number is allowed if its country or a prefix of it is named, or if none are named at all, and
 * never if a denied prefix is.
 */
export interface AllowedDestinations {
  /** ISO 3166-1 alpha-2. */
  countries: string[];
  /** Digits from the calling code on. */
  prefixes: string[];
  deniedPrefixes: string[];
}

export const anywhere: AllowedDestinations = { countries: [], prefixes: [], deniedPrefixes: [] };

export const senderStatuses = ["active", "disabled"] as const;

export interface RegisteredSender {
  /** In the form that messages have it in. */
  address: string;
  status: (typeof senderStatuses)[number];
  /** Countries it may be used to; null for all. */
  countries: string[] | null;
}

/** Senders of which one is chosen for each recipient; src/accounts/pick-sender.ts says how. */
export interface SenderPool {
  name: string;
  senders: string[];
}

/** What messages have that do not say it themselves. */
export interface MessageDefaults {
  validForSeconds?: number | undefined;
  onUnknown?: UnknownPolicy | undefined;
}

export interface Account {
  id: string;
  /** From 1, one more with each change. */
  version: number;
  name: string;
  status: AccountStatus;
  /** Whether it was an operator who suspended it: its parent cannot bring it back then. */
  suspendedByOperator?: boolean;
  /** The account that this one is a sub-account of; null for a customer of the operator's own. */
  parentId: string | null;
  limits: AccountLimits;
  allowedDestinations: AllowedDestinations;
  /** The senders it may use; null for any. */
  senders: RegisteredSender[] | null;
  senderPools: SenderPool[];
  defaults: MessageDefaults;
  createdAtMs: number;
}

/** An account with nothing set that is not named. */
export function newAccount(account: Partial<Account> & Pick<Account, "id" | "name" | "createdAtMs">): Account {
  return {
    version: 1,
    status: "active",
    parentId: null,
    limits: defaultLimits,
    allowedDestinations: anywhere,
    senders: null,
    senderPools: [],
    defaults: {},
    ...account,
  };
}

/** What of an account may be changed; what is left out stays as it is. */
export type AccountChanges = Changes<
  Pick<Account, "name" | "status" | "allowedDestinations" | "senders" | "senderPools" | "defaults">
> & { limits?: Changes<AccountLimits> | undefined };

/** What the account has used of its limits. */
export interface AccountUse {
  waitingMessages: number;
  scheduledMessages: number;
  subAccounts: number;
  /** Segments accepted since the period began; null while there is no cap on it, and they are not counted. */
  daySegments: number | null;
  monthSegments: number | null;
}

export interface AccountDescription {
  account: Account;
  use: AccountUse;
}

/** How fast the account may go on, for the RateLimit headers. */
export interface RateState {
  limit: number;
  remaining: number;
  /** Seconds until the bucket is full. */
  resetSeconds: number;
}

export interface AcceptRequest {
  key: PresentedKey;
  texts: DraftText[];
  /** Present when the caller sent an Idempotency-Key; `fingerprint` is a digest of what it sent. */
  idempotency?: { key: string; operation: string; fingerprint: string };
}

/** What became of one draft, in the order the drafts were given. */
export type AcceptedItem = AcceptedId | TextRefusal;

export interface AcceptedId {
  id: string;
  /** The sender that was chosen, where the draft left that to a pool. */
  from?: string;
  /** When it goes, where it waits for that; epoch ms. */
  dueAtMs?: number;
  /** What it costs in all, where it is charged. */
  price?: Price;
}

export type AcceptReply =
  | { ok: true; items: AcceptedItem[]; replayed: boolean; rate: RateState }
  | { ok: false; error: ServiceError; rate?: RateState };
