/** A trace id ends in 14 random hexadecimal digits (W3C Trace Context Level 2 §3.2.2.3), of which a number holds 13 exactly. */
const randomDigits = 14;
const readDigits = 13;
const values = 2 ** (4 * readDigits);

/**
 * Whether a trace is among the share that is kept, by the random part of its id: all who keep the same share keep the same
 * traces (OpenTelemetry's consistent probability sampling).
 */
export function isKept(traceId: string, ratio: number): boolean {
  return Number.parseInt(traceId.slice(-randomDigits).slice(0, readDigits), 16) >= (1 - ratio) * values;
}

/** `TRACES_RATIO`: from 0 to 1. What is no such number is 1, as is nothing. */
export function readRatio(text: string | undefined): number {
  const ratio = text === undefined || text === "" ? 1 : Number(text);
  return ratio >= 0 && ratio <= 1 ? ratio : 1;
}
