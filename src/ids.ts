const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const timeLength = 10;
const randomLength = 16;

/** Every kind of id there is, by the prefix a person sees. */
export const idPrefixes = {
  account: "acc_",
  key: "key_",
  message: "msg_",
  inbound: "mo_",
  event: "evt_",
  ledgerEntry: "led_",
  audit: "aud_",
  endpoint: "whe_",
  webhookBatch: "whb_",
  replay: "rpl_",
  job: "job_",
  schedule: "sch_",
  alarm: "alm_",
  request: "req_",
  person: "per_",
  session: "ses_",
  invitation: "inv_",
} as const;
export type IdKind = keyof typeof idPrefixes;

export interface IdFactory {
  /** A new id: the kind's prefix and a ULID. Ids of one factory sort in the order they were made, whatever the clock does. */
  next(kind: IdKind): string;
  /** Makes every later id sort after `id`, an id of any kind that was made before this factory was. */
  startAfter(id: string): void;
}

/**
 * ULIDs (github.com/ulid/spec), monotonic within the factory.
 * `now` is epoch milliseconds; `random` fills the array it is given with cryptographic randomness.
 */
export function createIdFactory(now: () => number, random: (bytes: Uint8Array) => void): IdFactory {
  let lastTimeMs = -1;
  let timePart = "";
  const randomDigits = new Uint8Array(randomLength);

  function advance(): void {
    const timeMs = now();
    if (timeMs > lastTimeMs) {
      lastTimeMs = timeMs;
      timePart = encodeTime(timeMs);
      random(randomDigits);
      for (let i = 0; i < randomLength; i++) randomDigits[i] = (randomDigits[i] ?? 0) & 31;
      return;
    }
    for (let i = randomLength - 1; i >= 0; i--) {
      const digit = randomDigits[i] ?? 0;
      if (digit < 31) {
        randomDigits[i] = digit + 1;
        return;
      }
      randomDigits[i] = 0;
    }
    lastTimeMs += 1;
    timePart = encodeTime(lastTimeMs);
  }

  function lastUlid(): string {
    let ulid = timePart;
    for (let i = 0; i < randomLength; i++) ulid += alphabet.charAt(randomDigits[i] ?? 0);
    return ulid;
  }

  return {
    next(kind) {
      advance();
      return idPrefixes[kind] + lastUlid();
    },
    startAfter(id) {
      const ulid = ulidOf(id);
      if (ulid <= lastUlid()) return;
      lastTimeMs = idTimeMs(id);
      timePart = ulid.slice(0, timeLength);
      for (let i = 0; i < randomLength; i++) randomDigits[i] = alphabet.indexOf(ulid.charAt(timeLength + i));
    },
  };
}

/** An id without its prefix. */
export function ulidOf(id: string): string {
  return id.slice(id.indexOf("_") + 1);
}

/** The moment an id was made, epoch milliseconds. */
export function idTimeMs(id: string): number {
  const ulid = ulidOf(id);
  let timeMs = 0;
  for (let i = 0; i < timeLength; i++) timeMs = timeMs * 32 + alphabet.indexOf(ulid.charAt(i));
  return timeMs;
}

/** The smallest id of a kind made at `timeMs` or later: the bound of a time range over ids. */
export function idLowerBound(kind: IdKind, timeMs: number): string {
  return idPrefixes[kind] + encodeTime(timeMs) + "0".repeat(randomLength);
}

const idPattern = /^[a-z]+_[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

export function isId(kind: IdKind, text: string): boolean {
  return text.startsWith(idPrefixes[kind]) && idPattern.test(text);
}

function encodeTime(timeMs: number): string {
  let rest = Math.max(0, Math.floor(timeMs));
  let text = "";
  for (let i = 0; i < timeLength; i++) {
    text = alphabet.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}
