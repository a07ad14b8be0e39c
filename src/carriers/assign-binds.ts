/** A connector that could hold binds. */
export interface Candidate {
  journal: number;
  connectorId: string;
}

/**
 * The connector that should hold a bind: rendezvous hashing over those that are there, so that binds spread evenly and only
 * those of a connector that comes or goes ever move. Null where there is nobody.
 */
export function preferredHolder(carrierId: string, bindId: string, candidates: readonly Candidate[]): Candidate | null {
  let best: Candidate | null = null;
  let bestScore = -1;
  for (const candidate of candidates) {
    const score = hash(`${carrierId}/${bindId}/${candidate.connectorId}`);
    if (score > bestScore) {
      best = candidate;
      bestScore = score;
    }
  }
  return best;
}

/** FNV-1a with a final mix (MurmurHash3's), so that names that differ in one digit score far apart. 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
