import type { SubmitText } from "../src/link/frames.ts";
import { wireAddressOf } from "../src/sms/address.ts";
import type { Segment } from "../src/sms/encode-segments.ts";
import { encodeSegments } from "../src/sms/encode-segments.ts";
import { esmClass, registeredDelivery } from "./smpp/constants.ts";
import type { SubmitSmFields } from "./smpp/pdu.ts";

/** Concatenation references have 8 bits, which every handset knows; `planText` counts segments for those by default. */
const referenceBits = 8;

/** Cut texts, so that the segments of one text are cut once; texts that are done with drop out by themselves. */
const cuts = new WeakMap<SubmitText, readonly Segment[]>();

/**
 * The submit_sm of one segment (0-based) of a text. Each asks for a final receipt, since a carrier may report any of them.
 * @returns what stands in the way, in a few words, when the text does not cut as planned
 */
export function submitFields(text: SubmitText, segment: number): SubmitSmFields | string {
  const segments = cut(text);
  if (typeof segments === "string") {
    return segments;
  }
  const part = segments[segment];
  if (part === undefined || segments.length !== text.segmentCount) {
    return `planned as ${text.segmentCount} segments, cuts into ${segments.length}`;
  }
  const source = wireAddressOf(text.from);
  const destination = wireAddressOf(text.to);
  const hasHeader = part.userDataHeader.length > 0;
  return {
    sourceAddrTon: source.typeOfNumber,
    sourceAddrNpi: source.numberingPlan,
    sourceAddr: source.address,
    destAddrTon: destination.typeOfNumber,
    destAddrNpi: destination.numberingPlan,
    destinationAddr: destination.address,
    esmClass: hasHeader ? esmClass.userDataHeader : esmClass.default,
    registeredDelivery: registeredDelivery.final,
    dataCoding: part.dataCoding,
    shortMessage: hasHeader ? Buffer.concat([part.userDataHeader, part.data]) : part.data,
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
