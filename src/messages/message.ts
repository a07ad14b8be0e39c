import type { TextPlan } from "../sms/plan-text.ts";
import type { ChargeRule } from "../money/price-list.ts";
import type { MessageStatus } from "../sms/status.ts";
import type { SendTiming } from "../schedules/send-timing.ts";
import type { TraceContext } from "../traces/traceparent.ts";
import type { InboundMessage } from "./inbound.ts";

/** Which queue a text waits in at its carrier: one-time codes first, campaigns last. */
export const lanes = ["otp", "normal", "bulk"] as const;
export type Lane = (typeof lanes)[number];

export type Encoding = TextPlan["encoding"];

/** What is done with a submit whose response never came; docs/architecture.md tells when each is right. */
export const unknownPolicies = ["resend", "wait", "query", "fail"] as const;
export type UnknownPolicy = (typeof unknownPolicies)[number];

/** An MT that is validated and planned, before the account object has accepted it. */
export interface DraftText {
  /** E.164, with the plus sign. */
  to: string;
  /** Empty while `senderPool` has yet to give it. */
  from: string;
  /** The account's pool that the sender is chosen from. */
  senderPool?: string;
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
  /** What it costs in all, millionths of the account's currency; absent where it is not charged. */
  priceMicros?: number;
  /** ISO 4217, where it has a price. */
  currency?: string;
  /** When it is paid for, where it has a price: the rule of its price list when it was accepted. */
  chargeOn?: ChargeRule;
  /** The customer's own reference, given back with the message. */
  clientReference?: string;
  /** When it is to go, where that is not simply now. */
  timing?: SendTiming;
  /** The span of the request that brought it, where that is traced. */
  trace?: TraceContext;
}

/** An MT that has its 202. The moment it was accepted is in its id. */
export interface AcceptedText extends Omit<DraftText, "timing"> {
  id: string;
  /** When its time came, where it had to wait for that: what it is routed by, in the place of when it was accepted. */
  firedAtMs?: number;
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

/**
 * Tells a step from every other of its message, those that have its key included: a second copy's receipt has the first one's, and may
 * have come in the same millisecond.
 */
export function stepName(step: Pick<MessageEvent, "key" | "entry">): string {
  const { carrierMessageId } = step.entry;
  return carrierMessageId === undefined ? shortStepName(step) : `${shortStepName(step)} ${carrierMessageId}`;
}

/** What steps were called before they had the carrier's id: rows of that time have it. */
export function shortStepName({ key, entry }: Pick<MessageEvent, "key" | "entry">): string {
  return `${key} ${entry.atMs}`;
}

/** What a timeline entry tells. Segments are numbered from 1, as carriers and people do. */
export interface TimelineEntry {
  type: TimelineType;
  atMs: number;
  segment?: number;
  attempt?: number;
  carrierId?: string;
  /** Where it went from `carrierId`. */
  toCarrierId?: string;
  bindId?: string;
  carrierMessageId?: string;
  /** What the receipt said, or the command_status by name. */
  outcome?: string;
  errorCode?: string;
  reason?: string;
  /** When it is tried again. */
  retryAtMs?: number;
  /** When a scheduled text is sent. */
  dueAtMs?: number;
}

export const timelineTypes = [
  "accepted",
  "scheduled",
  "queued",
  "sent",
  "refused",
  "throttled",
  "retry",
  "unknown",
  "resent",
  "moved",
  "receipt",
  "query",
  "expired",
  "failed",
  "canceled",
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
