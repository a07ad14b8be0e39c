import { type Result, ok } from "../../../errors.ts";
import type { AppContext } from "../../app-env.ts";
import { readPage } from "../../read-page.ts";

/** Which page of a list of versions, newest first, is asked for. Errors: invalid_request, invalid_cursor. */
export function readVersionPage(c: AppContext): Result<{ beforeVersion: number | undefined; limit: number }> {
  const page = readPage(c, (version) => /^[1-9]\d{0,8}$/.test(version));
  if (!page.ok) return page;
  const { after, limit } = page.value;
  return ok({ beforeVersion: after === undefined ? undefined : Number(after), limit });
}
