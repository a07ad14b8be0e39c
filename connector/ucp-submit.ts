import type { SubmitText } from "../src/link/frames.ts";
import type { SubmitProfile } from "../src/link/submit-profile.ts";
import { carrierAddress } from "../src/link/submit-addresses.ts";
import { validUntil } from "../src/link/submit-validity.ts";
import type { Segment } from "../src/sms/encode-segments.ts";
import { encodeSegments } from "../src/sms/encode-segments.ts";
import type { Declined, HeldSubmit, OutgoingSegment, SegmentAddress } from "./bind.ts";

/** Concatenation references have 8 bits, which every handset knows; `planText` counts segments for those by default. */
const referenceBits = 8;

/** Cut texts, so that the segments of one text are cut once; texts that are done with drop out by themselves. */
const cuts = new WeakMap<SubmitText, readonly Segment[]>();

/**
 * A submit in EMI/UCP as the carrier wants it, with the validity it has left at `nowMs`, or why there is none. What a profile
 * has that UCP cannot say is refused where carriers are configured, see src/link/ucp-submit-profile.ts.
 */
export function ucpSubmit({ parts, text, profile }: HeldSubmit, nowMs: number): OutgoingSegment | Declined {
  if (parts.length > 1) return { outcome: "unsent", reason: "UCP has no submit for all parts of a text" };
  const part = segmentOf(text, parts[0].segment);
  if (typeof part === "string") return { outcome: "invalid", reason: part };
  const source = addressFor(profile.source, text.from);
  if (typeof source === "string") return { outcome: "invalid", reason: `sender: ${source}` };
  const destination = addressFor(profile.destination, text.to);
  if (typeof destination === "string") return { outcome: "invalid", reason: `recipient: ${destination}` };
  const validUntilMs = validUntil(profile.validity, text.validUntilMs, nowMs);
  if (validUntilMs === null) return { outcome: "expired", reason: "validity expired" };
  const { userDataHeader, data, dataCoding } = part;
  return {
    source,
    destination,
    userDataHeader,
    data,
    dataCoding,
    registeredDelivery: profile.registeredDelivery,
    ...(validUntilMs !== undefined && { validUntilMs }),
  };
}

function addressFor(profile: SubmitProfile["source"], written: string): SegmentAddress | string {
  const address = carrierAddress(profile, written);
  return "reason" in address ? address.reason : { address: address.address, typeOfNumber: address.ton };
}

/** One segment (0-based) of a text; what stands in the way, in a few words, when the text does not cut as planned. */
function segmentOf(text: SubmitText, segment: number): Segment | string {
  const segments = cut(text);
  if (typeof segments === "string") {
    return segments;
  }
  const part = segments[segment];
  return part === undefined || segments.length !== text.segmentCount
    ? `planned as ${text.segmentCount} segments, cuts into ${segments.length}`
    : part;
}

function cut(text: SubmitText): readonly Segment[] | string {
  const known = cuts.get(text);
  if (known !== undefined) {
    return known;
  }
  try {
    const segments = encodeSegments(text, text.reference, referenceBits);
    if (segments.length > 1) {
      cuts.set(text, segments);
    }
    return segments;
  } catch (error) {
    return `cannot be encoded: ${error instanceof Error ? error.message : String(error)}`;
  }
}
