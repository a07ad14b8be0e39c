import type { TortureMessage } from "./read-model.ts";
import type { SmscSubmit } from "./records.ts";
import { expectedStatuses, tortureText } from "./texts.ts";

const finalStatuses = new Set(["delivered", "undelivered", "expired", "rejected", "failed", "canceled"]);
/** Of a carrier that says nothing else, see src/carriers/carrier.ts. */
const maxAttempts = 5;

export function isFinal(status: string): boolean {
  return finalStatuses.has(status);
}

/** Why a text that has its 202 is not there any more, or has no end; undefined where all is well, as with the next ones. */
export function whyLost(message: TortureMessage | undefined, seen: readonly SmscSubmit[]): string | undefined {
  if (message === undefined) return "the API does not know it";
  const { status, timeline } = message;
  if (status === "unknown") {
    return timeline.some(({ type }) => type === "unknown") ? undefined : "unknown, and no step says why";
  }
  if (!isFinal(status)) return `still ${status}`;
  const isSaid = timeline.some(({ type }) => ["unknown", "failed", "refused", "expired", "canceled"].includes(type));
  return seen.length === 0 && !isSaid ? `${status}, and no SMSC has seen it` : undefined;
}

/** Why a text cannot have come to what the API says it came to. */
export function whyWrong(
  number: number,
  message: TortureMessage,
  seen: readonly SmscSubmit[],
  isCanceled: boolean,
): string | undefined {
  const { status, segments, timeline } = message;
  if ((status === "canceled") !== isCanceled) return `${status}, and it was ${isCanceled ? "" : "not "}canceled`;
  if (isCanceled) return undefined;
  const text = tortureText(number);
  const expected = expectedStatuses(text);
  const taken = new Set(seen.filter(({ verdict }) => verdict === "accepted").map(({ segment }) => segment));
  if (status === "delivered" && taken.size < segments) {
    return `delivered, and SMSCs have ${taken.size} of ${segments} segments`;
  }
  if (expected.includes(status)) return undefined;
  const instead = `${status} in the place of ${expected.join(" or ")}`;
  const unknowns = timeline.filter(({ type }) => type === "unknown");
  if (unknowns.length === 0) return `${instead}, and nothing was unknown`;
  if (status === "failed" && text.onUnknown === "fail") return undefined;
  if (status !== "unknown") return instead;
  const isExhausted = unknowns.some(({ attempt = 0 }) => attempt >= maxAttempts);
  return text.onUnknown === "wait" || isExhausted ? undefined : `${instead}, and not all attempts are used up`;
}

/** Why a segment may not have been written to SMSCs as often as it was: each time after the first is a step that says why. */
export function whyTwice(
  segment: number,
  message: TortureMessage | undefined,
  written: readonly SmscSubmit[],
): string | undefined {
  const reasons = message === undefined ? 0 : resends(message, segment);
  return written.length - 1 <= reasons
    ? undefined
    : `segment ${segment} was submitted ${written.length} times, and sent again ${reasons} times`;
}

/** How often the timeline says that a segment was sent again, and why. */
export function resends({ timeline }: TortureMessage, segment: number): number {
  return timeline.filter((entry) => entry.type === "resent" && entry.segment === segment && (entry.reason ?? "") !== "")
    .length;
}
