import type { PresentedKey } from "../accounts/presented-key.ts";
import { type AuditFilters, type AuditRow, findAuditEntries } from "../db/audit-log.ts";
import { type Result, ok } from "../errors.ts";
import type { Page } from "../page.ts";

export type { AuditFilters };
/** A change on record; `before` and `after` are JSON. */
export type RecordedAudit = AuditRow;

interface AuditPage {
  afterId?: string | undefined;
  limit: number;
}

/** What was changed, newest first. */
export function listAudit(env: Pick<Env, "DB">, filters: AuditFilters, page: AuditPage): Promise<Page<RecordedAudit>> {
  return findAuditEntries(env.DB, filters, page);
}

/** What was changed in a key's own account. Errors: those of AccountContext.authorize for `audit:read`. */
export async function listAccountAudit(
  env: Pick<Env, "ACCOUNT" | "DB">,
  key: PresentedKey,
  filters: Omit<AuditFilters, "accountId">,
  page: AuditPage,
): Promise<Result<Page<RecordedAudit>>> {
  const [authorized, found] = await Promise.all([
    env.ACCOUNT.getByName(key.accountId).authorize(key, "audit:read"),
    findAuditEntries(env.DB, { ...filters, accountId: key.accountId }, page),
  ]);
  return authorized.ok ? ok(found) : authorized;
}
