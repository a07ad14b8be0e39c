/**
 * How long after a group of so many items the next one leaves that is not full, in milliseconds: 15, more where it had many, at most 50.
 * A group costs its commits however small it is; so the busier a sender, the fuller its groups, and what comes after a pause
 * goes at once.
 */
export function gatherDelayMs(items: number): number {
  return Math.min(50, Math.max(15, 5 + 2 * items));
}
