import type { SubmitText } from "../src/link/frames.ts";
import { wireAddressOf } from "../src/sms/address.ts";
import type { Segment } from "../src/sms/encode-segments.ts";
import { encodeSegments } from "../src/sms/encode-segments.ts";
import type { OutgoingSegment } from "./bind.ts";

/** Concatenation references have 8 bits, which every handset knows; `planText` counts segments for those by default. */
const referenceBits = 8;

/** Cut texts, so that the segments of one text are cut once; texts that are done with drop out by themselves. */
const cuts = new WeakMap<SubmitText, readonly Segment[]>();

/**
 * One segment (0-based) of a text, as any protocol carries it.
 * @returns what stands in the way, in a few words, when the text does not cut as planned
 */
export function outgoingSegment(text: SubmitText, segment: number): OutgoingSegment | string {
  const segments = cut(text);
  if (typeof segments === "string") {
    return segments;
  }
  const part = segments[segment];
  if (part === undefined || segments.length !== text.segmentCount) {
    return `planned as ${text.segmentCount} segments, cuts into ${segments.length}`;
  }
  const { userDataHeader, data, dataCoding } = part;
  return {
    source: wireAddressOf(text.from),
    destination: wireAddressOf(text.to),
    userDataHeader,
    data,
    dataCoding,
    ...(text.validUntilMs !== undefined && { validUntilMs: text.validUntilMs }),
  };
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
