import type { SubmitText } from "../src/link/frames.ts";
import { type SubmitsResult, buildSubmits, withValidity } from "../src/link/build-submits.ts";
import type { SubmitProfile } from "../src/link/submit-profile.ts";
import type { Declined, HeldSubmit } from "./bind.ts";
import type { SubmitSmFields } from "./smpp/pdu.ts";

/** Built texts, so that all parts of one are built at once; texts that are done with drop out by themselves. */
const builds = new WeakMap<SubmitText, SubmitsResult>();

/** A submit_sm as the carrier wants it, with the validity it has left at `nowMs`, or why there is none. */
export function smppSubmit({ parts, text, profile }: HeldSubmit, nowMs: number): SubmitSmFields | Declined {
  const built = build(text, profile, parts.length > 1);
  if (!built.ok) return { outcome: "invalid", reason: built.reason };
  const submit = built.submits[parts[0].segment];
  if (submit === undefined) {
    return { outcome: "invalid", reason: `has ${built.submits.length} segments, and was asked for another` };
  }
  const timed = withValidity(profile, submit, text.validUntilMs, nowMs);
  return timed ?? { outcome: "expired", reason: "validity expired" };
}

function build(text: SubmitText, profile: SubmitProfile, isWhole: boolean): SubmitsResult {
  const known = text.segmentCount > 1 ? builds.get(text) : undefined;
  if (known !== undefined) return known;
  // Parts of a text that the rest of was taken already cannot go as the whole.
  const isPart = profile.concatenation === "payload" && !isWhole;
  const built = tryBuild(isPart ? { ...profile, concatenation: "udh8" } : profile, text);
  if (text.segmentCount > 1) builds.set(text, built);
  return built;
}

function tryBuild(profile: SubmitProfile, text: SubmitText): SubmitsResult {
  try {
    return buildSubmits(profile, text);
  } catch (error) {
    return { ok: false, reason: `cannot be encoded: ${error instanceof Error ? error.message : String(error)}` };
  }
}
