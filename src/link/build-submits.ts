import type { SegmentPlan } from "../sms/encode-segments.ts";
import { carrierAddress } from "./submit-addresses.ts";
import { submitBodies } from "./submit-bodies.ts";
import { type EncodedParameter, type ParameterSource, encodeParameters } from "./submit-parameters.ts";
import type { SubmitProfile } from "./submit-profile.ts";
import { validityPeriod } from "./submit-validity.ts";

/** A planned text on its way to a carrier. */
export interface SubmitContent extends SegmentPlan {
  readonly messageId: string;
  readonly to: string;
  readonly from: string;
  /** Concatenation reference, 16 bits; a header of 8 takes its low octet. */
  readonly reference: number;
  /** Needed only where the profile's parameters ask for it. */
  readonly accountId?: string | undefined;
  readonly clientReference?: string | undefined;
}

/** A submit_sm but for its validity, in the names of SMPP 3.4 §4.4.1. */
export interface BuiltSubmit {
  readonly serviceType: string;
  readonly sourceAddrTon: number;
  readonly sourceAddrNpi: number;
  readonly sourceAddr: string;
  readonly destAddrTon: number;
  readonly destAddrNpi: number;
  readonly destinationAddr: string;
  readonly esmClass: number;
  readonly protocolId: number;
  readonly priorityFlag: number;
  readonly registeredDelivery: number;
  readonly dataCoding: number;
  readonly shortMessage: Uint8Array;
  readonly tlvs: readonly EncodedParameter[];
}

export type SubmitsResult =
  | {
      readonly ok: true;
      /** One per segment, or a single one for all where the carrier cuts the text itself. */
      readonly submits: readonly BuiltSubmit[];
      readonly segmentsPerSubmit: number;
    }
  | { readonly ok: false; /** In a few words, without the text or an address. */ readonly reason: string };

/** The submits of a text as a carrier's profile has them. The same arguments give the same octets. */
export function buildSubmits(profile: SubmitProfile, content: SubmitContent): SubmitsResult {
  const source = carrierAddress(profile.source, content.from);
  if ("reason" in source) return { ok: false, reason: `sender: ${source.reason}` };
  const destination = carrierAddress(profile.destination, content.to);
  if ("reason" in destination) return { ok: false, reason: `recipient: ${destination.reason}` };
  const bodies = submitBodies(profile, content, content.reference);
  if ("reason" in bodies) return { ok: false, reason: bodies.reason };
  const submits: BuiltSubmit[] = [];
  for (const [index, { esmClass, dataCoding, shortMessage, parameters }] of bodies.entries()) {
    const own =
      profile.parameters.length === 0 ? [] : encodeParameters(profile.parameters, valuesOf(content, index + 1));
    if ("reason" in own) return { ok: false, reason: own.reason };
    submits.push({
      serviceType: profile.serviceType,
      sourceAddrTon: source.ton,
      sourceAddrNpi: source.npi,
      sourceAddr: source.address,
      destAddrTon: destination.ton,
      destAddrNpi: destination.npi,
      destinationAddr: destination.address,
      esmClass,
      protocolId: profile.protocolId,
      priorityFlag: profile.priority,
      registeredDelivery: profile.registeredDelivery,
      dataCoding,
      shortMessage,
      tlvs: [...parameters, ...own],
    });
  }
  return { ok: true, submits, segmentsPerSubmit: bodies[0]?.segmentCount ?? 1 };
}

/**
 * A submit as it is written now, with what is left of its validity; null when that is over. Apart from the rest because a
 * submit that waits, or goes again, has less of it left.
 */
export function withValidity(
  profile: SubmitProfile,
  submit: BuiltSubmit,
  validUntilMs: number | undefined,
  nowMs: number,
): (BuiltSubmit & { readonly validityPeriod: string }) | null {
  const period = validityPeriod(profile.validity, validUntilMs, nowMs);
  return period === null ? null : { ...submit, validityPeriod: period };
}

function valuesOf(content: SubmitContent, segment: number): Partial<Record<ParameterSource, string>> {
  return {
    ...(content.accountId !== undefined && { account: content.accountId }),
    ...(content.clientReference !== undefined && { clientReference: content.clientReference }),
    messageId: content.messageId,
    sender: content.from,
    recipient: content.to,
    segment: String(segment),
    segmentCount: String(content.segmentCount),
  };
}
