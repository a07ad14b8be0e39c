import { z } from "zod";

/** A file of the event log: gzip members one after another, of which the first is the header. */
export interface LogPart {
  /** `events/2026/11/21/15/` and a name that sorts by when the part was made. */
  key: string;
  lines: number;
  firstAtMs: number;
  lastAtMs: number;
  /** Octets of each member. */
  members: number[];
}

export const partsPrefix = "events/";
const digitsOfTime = 13;
/** Of the id of the last piece. */
const lettersOfLast = 12;

/** A piece of a part, as the queue message that brought it. */
export interface PieceName {
  /** Of the queue message. */
  id: string;
  sentAtMs: number;
}

/**
 * The key of a part, after its first piece and its last: the same whenever these are delivered together again, and another where
 * one of them comes in other company.
 */
export function partKey(hour: string, first: PieceName, last: PieceName): string {
  const sentAt = String(first.sentAtMs).padStart(digitsOfTime, "0");
  return `${partsPrefix}${hour}/${sentAt}-${first.id}-${last.id.slice(-lettersOfLast)}.csv.gz`;
}

const keyPattern = /^events\/\d{4}\/\d{2}\/\d{2}\/\d{2}\/\d{13}-[\w-]{1,64}\.csv\.gz$/;

export function isPartKey(key: string): boolean {
  return keyPattern.test(key);
}

const metadataSchema = z.object({
  lines: z.coerce.number(),
  firstAtMs: z.coerce.number(),
  lastAtMs: z.coerce.number(),
  members: z.string().transform((text) => text.split(",").map(Number)),
});

/** What R2 keeps with a part: it is the index, since listing tells it. */
export function partMetadata({ lines, firstAtMs, lastAtMs, members }: Omit<LogPart, "key">): Record<string, string> {
  return {
    lines: String(lines),
    firstAtMs: String(firstAtMs),
    lastAtMs: String(lastAtMs),
    members: members.join(","),
  };
}

/** Null for what is no part of the log. */
export function readPart({ key, customMetadata }: Pick<R2Object, "key" | "customMetadata">): LogPart | null {
  const metadata = metadataSchema.safeParse(customMetadata);
  return metadata.success && isPartKey(key) ? { key, ...metadata.data } : null;
}
