import type { CarrierState } from "../carriers/carrier.ts";
import type { JobKind, JobStatus } from "../jobs/job.ts";
import type { BindState } from "../link/frames.ts";
import type { BreakerState } from "../routing/circuit-breaker.ts";
import type { MessageStatus } from "../sms/status.ts";

/**
 * The frames of `GET /people/v1/live`: JSON, one to a WebSocket message, from the edge down. Times are epoch ms. No frame has
 * a phone number or a text in it, so everybody who may look at an account may have all of its frames, money aside.
 *
 * Whoever watches says `ping` as a bare text every so often and is answered `pong`; nothing else is listened to. What is
 * told while nobody listens is not kept: after a reconnect, ask the API for the present.
 */
export const liveVersion = 1;

export const pingText = "ping";
export const pongText = "pong";

/** Frames of changed messages to one socket are at least this far apart. */
export const frameIntervalMs = 250;
/** Messages that one frame names; where more have changed, it says only how many. */
export const changesPerFrame = 100;

/** The first frame of a socket. */
export interface HelloFrame {
  type: "hello";
  version: typeof liveVersion;
  /** Null where the whole system is watched, which only operators may. */
  accountId: string | null;
  atMs: number;
}

/** A message that came to a status. */
export interface MessageChange {
  id: string;
  status: MessageStatus;
  atMs: number;
}

/** Messages and texts from handsets of the account, in the order in which they came. Not sent to those who watch the system. */
export interface MessagesFrame {
  type: "messages";
  changes: MessageChange[];
  /** Ids of texts from handsets. */
  inbound: string[];
  /** Changes that are not in this frame: where it is above 0, ask the API for what you show. */
  more: number;
}

/** What was counted in one minute, as `GET /v1/traffic?step=1m` adds it up. A later frame replaces a minute, it does not add to it. */
export interface MinuteNumbers {
  /** When the minute began. */
  atMs: number;
  /** On their way to a carrier. */
  accepted: number;
  sent: number;
  delivered: number;
  /** Those that were not delivered and will not be: undelivered, expired, rejected, failed. */
  failed: number;
  /** Texts from handsets. */
  received: number;
  segments: number;
  /** From the 202 until delivery; null where nothing was timed. */
  meanDeliveryMs: number | null;
}

/** The last minutes, while something is counted in them: at most every two seconds. */
export interface NumbersFrame {
  type: "numbers";
  minutes: MinuteNumbers[];
  /** What the account spent since midnight (UTC) and has; null where it is not charged, for those without `usage:read`, and for the system. */
  money: { currency: string; spentTodayMicros: number; balanceMicros: number } | null;
}

/** An alarm of the account; for the system, of anybody. */
export interface AlarmFrame {
  type: "alarm";
  id: string;
  rule: string;
  accountId: string | null;
  /** What it is about, such as a carrier's id. */
  subject: string;
  state: "raised" | "cleared" | "acknowledged" | "silenced";
  atMs: number;
}

/** A bind, as its carrier has it. */
export interface LiveBind {
  id: string;
  state: BindState;
  sinceMs: number | null;
  reason: string | null;
  connectorId: string | null;
  windowSize: number;
}

/** A connector's link to a carrier. */
export interface LiveLink {
  connectorId: string;
  sinceMs: number | null;
  bindIds: string[];
}

/** How a carrier does, also a row of `GET /admin/v1/system`. Only for the system; at most every five seconds for a carrier, and when it changed. */
export interface CarrierSnapshot {
  carrierId: string;
  /** When it came to be so. */
  atMs: number;
  state: CarrierState;
  sinceMs: number | null;
  waitingTexts: number;
  /** When the chunk that has waited longest came to the carrier; null where none waits. */
  oldestWaitingAtMs: number | null;
  delayedTexts: number;
  movingTexts: number;
  segmentsInFlight: number;
  /** Of all binds that are bound. */
  windowSize: number;
  parkedReceipts: number;
  /** Segments a second: agreed with the carrier (null for as fast as windows allow), and what the pace allows now. */
  agreedPerSecond: number | null;
  allowedPerSecond: number | null;
  /** The circuit breaker. */
  breaker: BreakerState;
  binds: LiveBind[];
  links: LiveLink[];
}

export interface CarrierFrame {
  type: "carrier";
  carrier: CarrierSnapshot;
}

/** A job of the account has come further, at most every second; `GET /v1/jobs/{id}` has the whole of it. */
export interface JobFrame {
  type: "job";
  id: string;
  kind: JobKind;
  status: JobStatus;
  done: number;
  /** Null while it is not known. */
  total: number | null;
}

/** The last frame of a socket that the edge closes. */
export interface ByeFrame {
  type: "bye";
  reason: "signed_out" | "not_allowed";
}

export type LiveFrame = HelloFrame | MessagesFrame | NumbersFrame | AlarmFrame | CarrierFrame | JobFrame | ByeFrame;

/** Codes the edge closes with, in the range an application may use (RFC 6455 §7.4.2). Whoever gets one need not come back by itself. */
export const liveCloseCodes = { signedOut: 4401, notAllowed: 4403 } as const;
