import { z } from "zod";

export const headerNameSchema = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}$/, "This must be the name of a header.");
export const pointerSchema = z
  .string()
  .max(200)
  .regex(/^(?:\/(?:[^~]|~[01])*)?$/, "This must be a JSON Pointer such as /messages/0/id.");
export const secretSchema = z.string().min(1).max(2_000);
export const mediaTypeSchema = z.string().regex(/^[\x20-\x7e]{3,100}$/, "This must be a media type.");
/** Entries that a part of a configuration may have. */
export const sizeLimits = { fields: 60, headers: 30, rows: 100 } as const;

export function hasAtMost(limit: number): (record: Record<string, unknown>) => boolean {
  return (record) => Object.keys(record).length <= limit;
}

export function tooMany(what: string): string {
  return `These are too many ${what}.`;
}
