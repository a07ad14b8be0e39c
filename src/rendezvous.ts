/**
 * Rendezvous hashing: of candidates for a name, the one whose score with it is highest. Names spread evenly over candidates,
 * and where a candidate comes or goes only its own names move.
 */
export function rendezvousPick<T>(candidates: readonly T[], nameWith: (candidate: T) => string): T | null {
  let best: T | null = null;
  let bestScore = -1;
  for (const candidate of candidates) {
    const score = hash32(nameWith(candidate));
    if (score > bestScore) {
      best = candidate;
      bestScore = score;
    }
  }
  return best;
}

/** FNV-1a with a final mix (MurmurHash3's), so that names that differ in one digit score far apart. 32 bits. */
export function hash32(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
