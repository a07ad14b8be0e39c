import type { PresentedKey } from "../accounts/presented-key.ts";
import { csvLine } from "../csv-line.ts";
import type { ServiceError } from "../errors.ts";
import { type ImportResult, type ImportRow, importMessages } from "../messages/import-messages.ts";

/** Rows of a part: what one step sends. */
export const rowsPerImportPart = 500;

/** The first line of what became of an import. */
export const importHeader = csvLine(["line", "id", "status", "to", "segments", "code", "message"]);

export type ImportedPart =
  | { ok: true; csv: string; rows: number; errors: number }
  /** Some of its rows may have been accepted: the same part again sends nothing twice. */
  | { ok: false; error: Pick<ServiceError, "code" | "message"> };

/** Sends the rows of a part. `claim` names the part for good. */
export async function sendImportPart(
  env: Pick<Env, "ACCOUNT">,
  key: PresentedKey,
  claim: string,
  rows: ImportRow[],
): Promise<ImportedPart> {
  const context = { key, idempotencyKey: claim, wait: (delayMs: number) => scheduler.wait(delayMs) };
  const pieces = await importMessages(env, context, only(rows));
  if (!pieces.ok) return { ok: false, error: pieces.error };
  const lines: string[] = [];
  let errors = 0;
  for await (const results of pieces.value) {
    for (const result of results) {
      if ("summary" in result) {
        if (result.summary.error !== undefined) return { ok: false, error: result.summary.error };
        errors = result.summary.rejected;
      } else lines.push(lineOf(result));
    }
  }
  return { ok: true, csv: lines.join(""), rows: lines.length, errors };
}

// oxlint-disable-next-line typescript/require-await -- importMessages reads rows as they come
async function* only(rows: ImportRow[]): AsyncGenerator<{ rows: ImportRow[] }> {
  yield { rows };
}

function lineOf(result: Exclude<ImportResult, { summary: unknown }>): string {
  if ("error" in result) {
    return csvLine([result.line, null, "rejected", null, null, result.error.code, result.error.message]);
  }
  const { id, draft, dueAtMs } = result.accepted;
  const status = dueAtMs === undefined ? "accepted" : "scheduled";
  return csvLine([result.line, id, status, draft.to, draft.segmentCount, null, null]);
}
