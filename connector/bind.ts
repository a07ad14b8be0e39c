import type { BindStatus, SegmentOutcome, SubmitText } from "../src/link/frames.ts";
import type { SubmitProfile } from "../src/link/submit-profile.ts";
import type { WireAddress } from "../src/sms/address.ts";
import type { HeldSegment } from "./segment-queue.ts";

/** What goes to a carrier as one submit. */
export interface HeldSubmit {
  readonly text: SubmitText;
  /** One segment, or all of a text that the carrier cuts itself. */
  readonly parts: readonly [HeldSegment, ...HeldSegment[]];
  /** How the carrier wanted its submits when the text came; all its parts go the same way. */
  readonly profile: SubmitProfile;
}

/** Why a submit is not handed to a socket. */
export interface Declined {
  readonly outcome: Extract<SegmentOutcome, "unsent" | "expired" | "invalid">;
  readonly reason: string;
}

/** One segment on its way to a carrier, whatever protocol its bind speaks. Each asks for a final receipt. */
export interface OutgoingSegment {
  source: WireAddress;
  destination: WireAddress;
  /** User data header with its length octet; empty when there is none. */
  userDataHeader: Uint8Array;
  /** Unpacked septets, UTF-16BE octets or binary octets that follow the header. */
  data: Uint8Array;
  /** data_coding of SMPP 3.4 §5.2.19: 0 for GSM 7-bit, 4 for binary, 8 for UCS-2; a GSM data coding scheme from 0x10 on. */
  dataCoding: number;
  /** Epoch milliseconds after which the carrier need not try. */
  validUntilMs?: number;
}

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
}

/** Why a session ended. */
export interface CloseReason {
  kind: "closed_here" | "closed_by_peer" | "socket_error" | "protocol_error" | "peer_silent";
  /** For the operator, in a few words. */
  detail: string;
}
