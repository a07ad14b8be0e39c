/** A bit for each event of a chunk: whether it is delivered or given up. */
export type DoneBits = Uint8Array<ArrayBuffer>;

/** `stored` as the disk has it; null where none is done yet. */
export function doneBits(events: number, stored: ArrayBuffer | null): DoneBits {
  const bits = new Uint8Array(Math.ceil(events / 8));
  if (stored !== null) bits.set(new Uint8Array(stored));
  return bits;
}

export function isDone(bits: Uint8Array, position: number): boolean {
  return (((bits[position >> 3] ?? 0) >> (position & 7)) & 1) === 1;
}

export function markDone(bits: Uint8Array, position: number): void {
  bits[position >> 3] = (bits[position >> 3] ?? 0) | (1 << (position & 7));
}

export function countDone(bits: Uint8Array): number {
  let count = 0;
  for (const byte of bits) for (let rest = byte; rest > 0; rest &= rest - 1) count += 1;
  return count;
}
