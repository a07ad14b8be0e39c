/** A message of queue "log": lines of one hour. */
export interface LogPiece {
  /** As `hourOf` gives it. */
  hour: string;
  lines: number;
  /** When the first and the last of its events was, epoch ms. */
  firstAtMs: number;
  lastAtMs: number;
  /** The lines as CSV without a header, one gzip member. */
  body: ArrayBuffer;
}

export const hourMs = 3_600_000;

/** The hour of a moment (UTC), as in `2026/11/21/15`. */
export function hourOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 13).replaceAll(/[-T]/g, "/");
}

/** The first moment of the hour after that of `timeMs`, epoch ms. */
export function nextHourMs(timeMs: number): number {
  return (Math.floor(timeMs / hourMs) + 1) * hourMs;
}
