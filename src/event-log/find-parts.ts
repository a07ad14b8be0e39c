import { type LogPart, hourPrefix, partsPrefix, readPart } from "./log-part.ts";
import { nextHourMs } from "./log-piece.ts";

export interface PartsQuery {
  /** Epoch ms; from the first moment on, and before the second. */
  afterMs: number;
  beforeMs: number;
  /** The key of the last part that was seen. */
  afterKey: string | undefined;
}

export interface FoundParts {
  parts: LogPart[];
  /** The key of the last part that was looked at; `afterKey` where there was none. */
  lastKey: string | undefined;
  /** Whether there may be more after that. */
  more: boolean;
}

/** Parts that one question is answered from, and pages of R2's list that are looked through for them. */
const limits = { parts: 20, pages: 5 };

/** The parts that have events of a range, in the order of their hours and then of their making. R2's own list is the index. */
export async function findParts(
  { LOGS }: Pick<Env, "LOGS">,
  { afterMs, beforeMs, afterKey }: PartsQuery,
): Promise<FoundParts> {
  const start = hourPrefix(afterMs);
  const end = hourPrefix(nextHourMs(beforeMs - 1));
  const parts: LogPart[] = [];
  let lastKey = afterKey;
  for (let page = 0; page < limits.pages; page++) {
    const startAfter = lastKey !== undefined && lastKey > start ? lastKey : start;
    const { objects, truncated } = await LOGS.list({ prefix: partsPrefix, startAfter, include: ["customMetadata"] });
    for (const object of objects) {
      if (object.key >= end) return { parts, lastKey, more: false };
      if (parts.length === limits.parts) return { parts, lastKey, more: true };
      const part = readPart(object);
      if (part !== null && part.lastAtMs >= afterMs && part.firstAtMs < beforeMs) parts.push(part);
      lastKey = object.key;
    }
    if (!truncated) return { parts, lastKey, more: false };
  }
  return { parts, lastKey, more: true };
}
