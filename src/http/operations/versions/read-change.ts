import { type Result, ok } from "../../../errors.ts";
import type { AppContext } from "../../app-env.ts";
import { authorHeaders, readAuthor } from "../../author.ts";
import { readExpectedVersion, versionHeaders } from "../../version-tag.ts";

/** The headers of a change that is put on record, and may be for one version only. */
export const changeHeaders = authorHeaders.extend(versionHeaders.shape);

/** Who makes a change, and the version it is made for, as readExpectedVersion has it. Errors: invalid_request. */
export function readChange(c: AppContext): Result<{ author: string; expectedVersion: number | undefined }> {
  const author = readAuthor(c);
  if (!author.ok) return author;
  const expected = readExpectedVersion(c);
  return expected.ok ? ok({ author: author.value, expectedVersion: expected.value }) : expected;
}
