import type { PresentedKey } from "../accounts/presented-key.ts";
import { type Result, fail, ok } from "../errors.ts";
import { idLowerBound, isId, ulidOf } from "../ids.ts";
import { type Page, toPage } from "../page.ts";
import type { LedgerEntry, LedgerEntryType } from "./account-money.ts";

/** What to list; filters combine. `fromMs` is within the range, `beforeMs` is not. */
export interface ListLedgerInput {
  type?: LedgerEntryType | undefined;
  fromMs?: number | undefined;
  beforeMs?: number | undefined;
  /** Only lines older than this one, which is a ULID. */
  afterId?: string | undefined;
  limit: number;
}

/** Who asks: a key for its own account, an operator for any. */
export type LedgerReader = { key: PresentedKey } | { accountId: string };

/** Lines of an account's ledger, newest first. Errors: unauthenticated, missing_scope, not_found. */
export async function listLedger(
  env: Pick<Env, "ACCOUNT">,
  reader: LedgerReader,
  { type, fromMs, beforeMs, afterId, limit }: ListLedgerInput,
): Promise<Result<Page<LedgerEntry>>> {
  const beforeId = beforeMs === undefined ? undefined : lowerBound(beforeMs);
  const query = {
    type,
    fromId: fromMs === undefined ? undefined : lowerBound(fromMs),
    beforeId: [afterId, beforeId].filter((id) => id !== undefined).sort()[0],
    limit: limit + 1,
  };
  const lines = await readLines(env, reader, query);
  return lines.ok ? ok(toPage(lines.value, limit, ({ id }) => id)) : lines;
}

function readLines(
  env: Pick<Env, "ACCOUNT">,
  reader: LedgerReader,
  query: { limit: number },
): Promise<Result<LedgerEntry[]>> | Result<LedgerEntry[]> {
  if ("key" in reader) return env.ACCOUNT.getByName(reader.key.accountId).money.lines(reader.key, query);
  if (!isId("account", reader.accountId)) return fail("not_found");
  return env.ACCOUNT.getByName(reader.accountId).money.linesForOperator(query);
}

function lowerBound(timeMs: number): string {
  return ulidOf(idLowerBound("ledgerEntry", timeMs));
}
