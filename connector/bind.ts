import type { BindStatus, SegmentOutcome, SubmitText } from "../src/link/frames.ts";
import type { SubmitProfile } from "../src/link/submit-profile.ts";
import type { RequestLabel } from "./session/pdu-tap.ts";
import type { HeldSegment } from "./segment-queue.ts";

/** What goes to a carrier as one submit. */
export interface HeldSubmit {
  readonly text: SubmitText;
  /** One segment, or all of a text that the carrier cuts itself. */
  readonly parts: readonly [HeldSegment, ...HeldSegment[]];
  /** How the carrier wanted its submits when the text came; all its parts go the same way. */
  readonly profile: SubmitProfile;
  /** Only where somebody is to be told of it. */
  label?: SubmitLabel;
}

/** A submit on its way through a session. */
export interface SubmitLabel extends RequestLabel {
  readonly protocol: "smpp" | "ucp";
  /** When it was handed to the bind, epoch ms. */
  readonly writtenAtMs: number;
}

/** Why a submit is not handed to a socket. */
export interface Declined {
  readonly outcome: Extract<SegmentOutcome, "unsent" | "expired" | "invalid">;
  readonly reason: string;
}

/** An address as a carrier wants it. */
export interface SegmentAddress {
  /** Digits with the prefix the carrier wants, or a name. */
  address: string;
  /** TON of SMPP 3.4 §5.2.5: 1 international, 5 alphanumeric. */
  typeOfNumber: number;
}

/** One segment on its way to a carrier, in no protocol's own terms. */
export interface OutgoingSegment {
  source: SegmentAddress;
  destination: SegmentAddress;
  /** User data header with its length octet; empty when there is none. */
  userDataHeader: Uint8Array;
  /** Unpacked septets, UTF-16BE octets or binary octets that follow the header. */
  data: Uint8Array;
  /** data_coding of SMPP 3.4 §5.2.19: 0 for GSM 7-bit, 4 for binary, 8 for UCS-2; a GSM data coding scheme from 0x10 on. */
  dataCoding: number;
  /** What the carrier is to report, SMPP 3.4 §5.2.17. */
  registeredDelivery: number;
  /** Epoch milliseconds after which the carrier need not try. */
  validUntilMs?: number;
}

/**
 * What a submit came to. unknown: it was handed to a socket and no response was seen. unsent: the carrier does not have it,
 * and it may be tried again anywhere. A rejection with a reason was decided here: the message cannot be said in the protocol.
 */
export type SubmitResult = LateResult | { outcome: "unknown"; reason: string } | { outcome: "unsent"; reason: string };

/** What the response to a submit says of it. */
export type LateResult =
  | { outcome: "accepted"; carrierMessageId: string }
  | { outcome: "rejected"; commandStatus: number; reason?: string };

/** Where a bind tells what happens to it; `code` is stable, fields never hold a password or a body. */
export interface BindLog {
  info: (code: string, fields: Record<string, string | number>) => void;
  warn: (code: string, fields: Record<string, string | number>) => void;
}

/** How a bind is, since when, and why when it is not up. */
export type BindClientState = Omit<BindStatus, "bindId">;

/** Why an attempt at a session came to nothing. */
export interface BindFailure {
  /** For the operator, in a few words. */
  reason: string;
  /** The carrier knows us and says no: trying again soon changes nothing. */
  refused: boolean;
  /** Another attempt, unlike this one, goes out without a delay. */
  retriesAtOnce?: boolean;
}

/** Why a session ended. */
export interface CloseReason {
  kind: "closed_here" | "closed_by_peer" | "unbound_by_peer" | "socket_error" | "protocol_error" | "peer_silent";
  /** For the operator, in a few words. */
  detail: string;
}
