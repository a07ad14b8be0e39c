import { z } from "@hono/zod-openapi";
import { type Result, failField, ok } from "../errors.ts";

const cursorSchema = z.strictObject({ after: z.string().min(1).max(120) });

/** The cursor of the page that follows `after`. Opaque to callers, so that what is in it may change. */
export function encodeCursor(after: string | null): string | null {
  if (after === null) return null;
  return btoa(JSON.stringify({ after })).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** What follows is read after this; undefined for the first page. Errors: invalid_cursor. */
export function decodeCursor(
  cursor: string | undefined,
  isValid: (after: string) => boolean,
): Result<string | undefined> {
  if (cursor === undefined) return ok(undefined);
  const after = parseCursor(cursor);
  if (after !== null && isValid(after)) return ok(after);
  return failField("cursor", "invalid_cursor", "Use nextCursor of the page before, as it is, or leave cursor out.");
}

function parseCursor(cursor: string): string | null {
  try {
    const parsed = cursorSchema.safeParse(JSON.parse(atob(cursor.replaceAll("-", "+").replaceAll("_", "/"))));
    return parsed.success ? parsed.data.after : null;
  } catch {
    return null;
  }
}
