import type { TextPlan } from "../sms/plan-text.ts";
import type { MessageStatus } from "../sms/status.ts";
import type { InboundMessage } from "./inbound.ts";

/** Which queue a text waits in at its carrier: one-time codes first, campaigns last. */
export const lanes = ["otp", "normal", "bulk"] as const;
export type Lane = (typeof lanes)[number];

export type Encoding = TextPlan["encoding"];

/** What is done with a submit whose response never came; docs/architecture.md tells when each is right. */
export const unknownPolicies = ["resend", "wait", "fail"] as const;
export type UnknownPolicy = (typeof unknownPolicies)[number];

/** An MT that is validated and planned, before the account object has accepted it. */
export interface DraftText {
  /** E.164, with the plus sign. */
  to: string;
  from: string;
  /** What is sent, after transliteration. */
  text: string;
  encoding: Encoding;
  /** 3GPP TS 23.038 language identifiers, 0 for the default alphabet. */
  singleShift: number;
  lockingShift: number;
  segmentCount: number;
  lane: Lane;
  /** Not sent after this moment, epoch ms. */
  validUntilMs?: number;
  /** In the place of its carrier's policy. */
  onUnknown?: UnknownPolicy;
  /** The customer's own reference, given back with the message. */
  clientReference?: string;
}

/** An MT that has its 202. The moment it was accepted is in its id. */
export interface AcceptedText extends DraftText {
  id: string;
  /** Concatenation reference, 16 bits; 0 where there is one segment. */
  reference: number;
}

/** A message of queue "outbound". The same chunk always has the same id and the same texts. */
export interface OutboundChunk {
  accountId: string;
  chunkId: string;
  texts: AcceptedText[];
}

/**
 * One step of a message's life. `key` names the step within the message, such as `sent.0.1` (segment 0, attempt 1), so that
 * the same step recorded twice is one entry.
 */
export interface MessageEvent {
  accountId: string;
  messageId: string;
  key: string;
  entry: TimelineEntry;
  /** The aggregate status from this step on; absent where the step does not change it. */
  status?: MessageStatus;
  errorCode?: string;
}

/** What a timeline entry tells. Segments are numbered from 1, as carriers and people do. */
export interface TimelineEntry {
  type: TimelineType;
  atMs: number;
  segment?: number;
  attempt?: number;
  carrierId?: string;
  bindId?: string;
  carrierMessageId?: string;
  /** What the receipt said, or the command_status by name. */
  outcome?: string;
  errorCode?: string;
  reason?: string;
  /** When it is tried again. */
  retryAtMs?: number;
}

export const timelineTypes = [
  "accepted",
  "queued",
  "sent",
  "refused",
  "throttled",
  "retry",
  "unknown",
  "resent",
  "receipt",
  "expired",
  "failed",
] as const;
export type TimelineType = (typeof timelineTypes)[number];

/** A message of queue "events", written by a carrier object. */
export interface EventsChunk {
  carrierId: string;
  chunkId: string;
  events: CarrierEvent[];
}

/** What a carrier tells: a step of a message's life, or a text from a handset. */
export type CarrierEvent = MessageEvent | { inbound: InboundMessage };
