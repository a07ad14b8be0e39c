import { z } from "zod";
import { hourOf } from "./log-piece.ts";

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
/** After every part of any hour before it. */
const digitsOfTime = 13;

export function hourPrefix(timeMs: number): string {
  return `${partsPrefix}${hourOf(timeMs)}/`;
}

/** The key of a part whose first piece is the queue message `messageId` of `sentAtMs`: the same whenever it is delivered again. */
export function partKey(hour: string, sentAtMs: number, messageId: string): string {
  return `${partsPrefix}${hour}/${String(sentAtMs).padStart(digitsOfTime, "0")}-${messageId}.csv.gz`;
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
