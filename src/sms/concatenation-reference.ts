/**
 * Concatenation references run through all 16 bits and wrap, one after the other per sender and destination, so that parts
 * of texts sent shortly after each other never share one. An 8-bit header uses the low octet, which also takes every value
 * before it repeats (3GPP TS 23.040 §9.2.3.24.1 and §9.2.3.24.8).
 */
const referenceCount = 0x1_0000;

/** The first reference, 0 to 65,535, from a random fraction (0 ≤ random < 1): a restart must not repeat recent numbers. */
export function firstReference(random: number): number {
  return Math.floor(random * referenceCount) & 0xffff;
}

/** The reference after `previous`, 0 to 65,535. */
export function nextReference(previous: number): number {
  return (previous + 1) & 0xffff;
}
