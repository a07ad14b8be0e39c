/** What a text from a handset, or a part of one, is told apart by. */
export interface InboundIdentity {
  readonly carrierId: string;
  readonly from: string;
  readonly to: string;
  /** The text, or its octets in any spelling that is always the same. */
  readonly payload: string;
  /** Reference, total and sequence of a part, or the carrier's own id, where there is one. */
  readonly reference?: string | undefined;
  /** Service centre time stamp as it came, where there is one. */
  readonly serviceCentreTime?: string | undefined;
}

export interface DuplicateLimits {
  /** How long a text with a reference or a time stamp is remembered. */
  readonly windowMs: number;
  /**
   * How long one without either is: a person may well send "1" twice, so it is only as long as carriers take to repeat what
   * was not acknowledged.
   */
  readonly bareWindowMs: number;
  /** Texts of either sort that are remembered at most; past it the older half is forgotten. */
  readonly maximumEntries: number;
}

export const duplicateDefaults: DuplicateLimits = {
  windowMs: 600_000,
  bareWindowMs: 60_000,
  maximumEntries: 50_000,
};

/**
 * 53 bits that stand for a text (two rounds of a multiplicative hash, seeded). The seed, any 32 bits, keeps anybody from
 * writing a text that passes for someone else's.
 */
export function inboundFingerprint(identity: InboundIdentity, seed: number): number {
  const { carrierId, from, to, payload, reference, serviceCentreTime } = identity;
  const text = JSON.stringify([carrierId, from, to, payload, reference ?? null, serviceCentreTime ?? null]);
  let high = 0xdeadbeef ^ seed;
  let low = 0x41c6ce57 ^ seed;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 0x9e3779b1);
    low = Math.imul(low ^ unit, 0x5f356495);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return (high & 0x1f_ffff) * 0x1_0000_0000 + (low >>> 0);
}

/** Remembers which texts came in the last minutes, since a carrier sends again what was acknowledged too late. */
export class DuplicateWindow {
  readonly #seed: number;
  readonly #identified: RecentSet;
  readonly #bare: RecentSet;

  /** `seed`: any 32 bits; the same one makes the fingerprints of an earlier window comparable. */
  constructor(seed: number, limits: DuplicateLimits = duplicateDefaults) {
    this.#seed = seed;
    this.#identified = new RecentSet(limits.windowMs, limits.maximumEntries);
    this.#bare = new RecentSet(limits.bareWindowMs, limits.maximumEntries);
  }

  get size(): number {
    return this.#identified.size + this.#bare.size;
  }

  /** Whether the text was here before; remembers it from its first time on, so that repeats do not prolong the window. */
  seen(identity: InboundIdentity, nowMs: number): boolean {
    const hasMark = identity.reference !== undefined || identity.serviceCentreTime !== undefined;
    return (hasMark ? this.#identified : this.#bare).seen(inboundFingerprint(identity, this.#seed), nowMs);
  }
}

/** Numbers seen lately, in two maps by age: the older one is dropped whole, which costs nothing per entry. */
class RecentSet {
  readonly #windowMs: number;
  readonly #entriesPerMap: number;
  /** Number to the moment it was first seen. */
  #recent = new Map<number, number>();
  #older = new Map<number, number>();
  #recentSinceMs = -Infinity;

  constructor(windowMs: number, maximumEntries: number) {
    this.#windowMs = windowMs;
    this.#entriesPerMap = Math.max(1, Math.floor(maximumEntries / 2));
  }

  get size(): number {
    return this.#recent.size + this.#older.size;
  }

  seen(value: number, nowMs: number): boolean {
    if (nowMs - this.#recentSinceMs >= this.#windowMs || this.#recent.size >= this.#entriesPerMap) {
      this.#older = this.#recent;
      this.#recent = new Map();
      this.#recentSinceMs = nowMs;
    }
    const firstSeenMs = this.#recent.get(value) ?? this.#older.get(value);
    if (firstSeenMs !== undefined && nowMs - firstSeenMs < this.#windowMs) return true;
    this.#recent.set(value, nowMs);
    return false;
  }
}
