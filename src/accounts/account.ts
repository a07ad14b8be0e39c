import type { DraftText } from "../messages/message.ts";
import type { ErrorCode, ServiceError } from "../errors.ts";

/** What a key may do. */
export const scopes = ["messages:write", "messages:read"] as const;
export type Scope = (typeof scopes)[number];

export interface AccountLimits {
  /** Segments a second the account may send for as long as it likes. */
  segmentsPerSecond: number;
  /** Segments it may send at once after a pause. */
  burstSegments: number;
  /** Segments one message may have. */
  maxSegmentsPerMessage: number;
  /** Messages that may wait to leave the account before new ones are refused. */
  maxWaitingMessages: number;
}

export const defaultLimits: AccountLimits = {
  segmentsPerSecond: 100,
  burstSegments: 1_000,
  maxSegmentsPerMessage: 10,
  maxWaitingMessages: 1_000_000,
};

export interface Account {
  id: string;
  name: string;
  limits: AccountLimits;
  /** The senders it may use; null for any. */
  senders: string[] | null;
  createdAtMs: number;
}

/** A key as the account object knows it; the key itself is nowhere stored. */
export interface ApiKey {
  id: string;
  scopes: Scope[];
  createdAtMs: number;
}

/** How fast the account may go on, for the RateLimit headers. */
export interface RateState {
  limit: number;
  remaining: number;
  /** Seconds until the bucket is full. */
  resetSeconds: number;
}

export interface AcceptRequest {
  /** Hex SHA-256 of the API key. */
  keyHash: string;
  texts: DraftText[];
  /** Present when the caller sent an Idempotency-Key; `fingerprint` is a digest of what it sent. */
  idempotency?: { key: string; operation: string; fingerprint: string };
}

/** What became of one draft, in the order the drafts were given. */
export type AcceptedItem = { id: string } | { error: ErrorCode };

export type AcceptReply =
  | { ok: true; items: AcceptedItem[]; replayed: boolean; rate: RateState }
  | { ok: false; error: ServiceError; rate?: RateState };
