import { and, desc, eq, gte, lt } from "drizzle-orm";
import { idLowerBound } from "../ids.ts";
import { type Page, toPage } from "../page.ts";
import { openDatabase } from "./open.ts";
import { auditLog } from "./schema.ts";

export type AuditRow = typeof auditLog.$inferSelect;

export interface AuditFilters {
  accountId?: string | undefined;
  actor?: string | undefined;
  action?: string | undefined;
  subject?: string | undefined;
  /** At this moment or later, epoch ms. */
  fromMs?: number | undefined;
  beforeMs?: number | undefined;
}

export async function insertAuditEntry(db: D1Database, row: AuditRow): Promise<void> {
  await openDatabase(db).insert(auditLog).values(row);
}

/** Newest first, from the one after `afterId`. Filters combine. */
export async function findAuditEntries(
  db: D1Database,
  filters: AuditFilters,
  { afterId, limit }: { afterId?: string | undefined; limit: number },
): Promise<Page<AuditRow>> {
  const { accountId, actor, action, subject, fromMs, beforeMs } = filters;
  const rows = await openDatabase(db)
    .select()
    .from(auditLog)
    .where(
      and(
        accountId === undefined ? undefined : eq(auditLog.accountId, accountId),
        actor === undefined ? undefined : eq(auditLog.actor, actor),
        action === undefined ? undefined : eq(auditLog.action, action),
        subject === undefined ? undefined : eq(auditLog.subject, subject),
        fromMs === undefined ? undefined : gte(auditLog.id, idLowerBound("audit", fromMs)),
        beforeMs === undefined ? undefined : lt(auditLog.id, idLowerBound("audit", beforeMs)),
        afterId === undefined ? undefined : lt(auditLog.id, afterId),
      ),
    )
    .orderBy(desc(auditLog.id))
    .limit(limit + 1);
  return toPage(rows, limit, (row) => row.id);
}
