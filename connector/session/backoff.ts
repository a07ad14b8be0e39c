/**
 * How long to wait before reconnecting: full jitter over an exponentially growing span, so that the binds a carrier dropped
 * together do not come back together.
 *
 * @param attempt failures since the last session that lasted, 0 for the first
 * @param random a number in [0, 1)
 * @returns milliseconds from minMs to maxMs
 */
export function backoffDelayMs(attempt: number, minMs: number, maxMs: number, random: number): number {
  // 2^30 times any minimum is past every maximum, and the power stays finite.
  const span = Math.min(maxMs, minMs * 2 ** Math.min(attempt + 1, 30)) - minMs;
  return Math.round(minMs + random * Math.max(0, span));
}
