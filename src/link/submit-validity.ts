import { z } from "zod";

const daySeconds = 86_400;
/** 63 weeks, the longest a short message can be valid (3GPP TS 23.040 §9.2.3.12.1). */
const longestSeconds = 63 * 7 * daySeconds;

const seconds = z.number().int().min(1).max(longestSeconds);

/** How a carrier is told until when a text is of use. */
export const validityProfileSchema = z.object({
  /** omit: not at all, for carriers that refuse the field; our own limit holds up to the socket all the same. */
  format: z.enum(["relative", "omit"]).default("relative"),
  /** The longest that the carrier takes. */
  maximumSeconds: seconds.default(2 * daySeconds),
  /** For a text without a limit of its own; null leaves it to the carrier. */
  defaultSeconds: seconds.nullable().default(null),
});
export type ValidityProfile = z.infer<typeof validityProfileSchema>;

/**
 * validity_period of a text (SMPP 3.4 §5.2.16), empty for none, or null when its time is over. Relative, because an absolute
 * time is off by whatever the two clocks are. `validUntilMs` and `nowMs` are epoch ms.
 */
export function validityPeriod(
  profile: ValidityProfile,
  validUntilMs: number | undefined,
  nowMs: number,
): string | null {
  const left = secondsLeft(profile, validUntilMs, nowMs);
  return typeof left === "number" ? relativeTime(left) : left === undefined ? "" : null;
}

/** The same as a moment, in epoch ms, for carriers that take no other; undefined for none. */
export function validUntil(
  profile: ValidityProfile,
  validUntilMs: number | undefined,
  nowMs: number,
): number | undefined | null {
  const left = secondsLeft(profile, validUntilMs, nowMs);
  return typeof left === "number" ? nowMs + left * 1_000 : left;
}

/** Seconds that the carrier is told; undefined when it is told nothing, null when there are none left. */
function secondsLeft(
  profile: ValidityProfile,
  validUntilMs: number | undefined,
  nowMs: number,
): number | undefined | null {
  const left = validUntilMs === undefined ? profile.defaultSeconds : Math.floor((validUntilMs - nowMs) / 1_000);
  if (left !== null && left < 1) return null;
  return left === null || profile.format === "omit" ? undefined : Math.min(left, profile.maximumSeconds);
}

/** `YYMMDDhhmmss000R` (SMPP 3.4 §7.1.1); a year counts as 365 days, a month as 30, so that it is never longer than asked for. */
function relativeTime(totalSeconds: number): string {
  const days = Math.floor(totalSeconds / daySeconds);
  const rest = totalSeconds % daySeconds;
  const fields = [
    Math.floor(days / 365),
    Math.floor((days % 365) / 30),
    (days % 365) % 30,
    Math.floor(rest / 3_600),
    Math.floor((rest % 3_600) / 60),
    rest % 60,
  ];
  return `${fields.map((field) => String(field).padStart(2, "0")).join("")}000R`;
}
