import type { PresentedKey } from "../accounts/presented-key.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { type ErrorCode, type Result, type ServiceError, ok } from "../errors.ts";
import { parseSuppression } from "./parse-suppression.ts";
import type { NewSuppression } from "./suppression.ts";

/** A row of a file. */
export interface ImportRow {
  line: number;
  cells: { recipient?: string; sender?: string; reason?: string };
}

/** What became of a row, or in the end of all. */
export type ImportResult =
  | { line: number; result: "added" | "existing" }
  | { line: number; result: "refused"; code: ErrorCode; message: string }
  | { summary: ImportSummary };

export interface ImportSummary {
  added: number;
  existing: number;
  refused: number;
  /** Why rows after these were not read; absent where all were. */
  error?: { code: ErrorCode; message: string };
}

/**
 * Adds the rows of a file, each batch in one transaction, and says what became of each row, then of all. To import the same file
 * again changes nothing. Errors: those of AccountContext.authorize for `suppressions:manage`.
 */
export async function importSuppressions(
  env: Pick<Env, "ACCOUNT" | "DB">,
  key: PresentedKey,
  pieces: AsyncIterable<{ rows: ImportRow[] } | { error: ServiceError }>,
): Promise<Result<AsyncGenerator<ImportResult[], undefined>>> {
  const authorized = await env.ACCOUNT.getByName(key.accountId).authorize(key, "suppressions:manage");
  return authorized.ok ? ok(importRows(env, key, pieces)) : authorized;
}

async function* importRows(
  env: Pick<Env, "ACCOUNT" | "DB">,
  key: PresentedKey,
  pieces: AsyncIterable<{ rows: ImportRow[] } | { error: ServiceError }>,
): AsyncGenerator<ImportResult[], undefined> {
  const summary: ImportSummary = { added: 0, existing: 0, refused: 0 };
  let actor = "";
  for await (const piece of pieces) {
    if ("error" in piece) {
      summary.error = { code: piece.error.code, message: piece.error.message };
      break;
    }
    const parsed = piece.rows.map(({ line, cells }) => {
      const { recipient = "", sender, reason } = cells;
      return { line, suppression: parseSuppression({ recipient, sender, reason }) };
    });
    const readable = parsed.flatMap(({ suppression }) => (suppression.ok ? [suppression.value] : []));
    const added = await addAll(env, key, readable);
    if (!added.ok) {
      summary.error = { code: added.error.code, message: added.error.message };
      break;
    }
    actor = added.keyId;
    const verdicts = added.added.values();
    const results = parsed.map(({ line, suppression }): ImportResult => {
      if (!suppression.ok) {
        return { line, result: "refused", code: suppression.error.code, message: suppression.error.message };
      }
      return { line, result: verdicts.next().value === true ? "added" : "existing" };
    });
    for (const result of results) if ("result" in result) summary[result.result] += 1;
    yield results;
  }
  if (actor !== "") {
    const { accountId } = key;
    await recordAudit(env, { actor, accountId, action: "suppressions.imported", subject: accountId, after: summary });
  }
  yield [{ summary }];
}

async function addAll(
  env: Pick<Env, "ACCOUNT">,
  key: PresentedKey,
  suppressions: NewSuppression[],
): Promise<{ ok: true; keyId: string; added: boolean[] } | { ok: false; error: ServiceError }> {
  const reply = await env.ACCOUNT.getByName(key.accountId).suppressions.add(key, suppressions, "import");
  return reply.ok ? { ok: true, ...reply.value } : reply;
}
