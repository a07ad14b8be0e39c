import { z } from "@hono/zod-openapi";
import { type Result, ok } from "../errors.ts";
import type { AppContext } from "./app-env.ts";
import { decodeCursor } from "./cursor.ts";
import { pageQuery } from "./pagination.ts";
import { readQuery } from "./read-query.ts";

/** The query of a list that has no filters. */
export const pageQuerySchema = z.strictObject(pageQuery);

/**
 * Which page of such a list is asked for: what follows `after`, undefined for the first. `isPlace` says whether a cursor is one of
 * this list. Errors: invalid_request, invalid_cursor.
 */
export function readPage(
  c: AppContext,
  isPlace: (after: string) => boolean,
): Result<{ after: string | undefined; limit: number }> {
  const query = readQuery(c, pageQuerySchema);
  if (!query.ok) return query;
  const { cursor, limit } = query.value;
  const after = decodeCursor(cursor, isPlace);
  return after.ok ? ok({ after: after.value, limit }) : after;
}
