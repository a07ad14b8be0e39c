import { eq, gt } from "drizzle-orm";
import type { RetentionSettings } from "../../retention/retention.ts";
import { openDatabase } from "../open.ts";
import { retentionSettings } from "../retention-schema.ts";
import { accounts } from "../schema.ts";

/** An account, and what it has set. */
export interface AccountRetention {
  accountId: string;
  settings: RetentionSettings;
}

export async function saveRetention(db: D1Database, accountId: string, settings: RetentionSettings): Promise<void> {
  await openDatabase(db)
    .insert(retentionSettings)
    .values({ accountId, ...settings })
    .onConflictDoUpdate({ target: retentionSettings.accountId, set: settings });
}

export async function findRetention(db: D1Database, accountId: string): Promise<RetentionSettings | null> {
  const row = await openDatabase(db)
    .select()
    .from(retentionSettings)
    .where(eq(retentionSettings.accountId, accountId))
    .get();
  return row === undefined ? null : settingsOf(row);
}

/** Accounts by their ids: those that have set something, or all of them. */
export async function listRetention(
  db: D1Database,
  { afterAccountId, ofAll, limit }: { afterAccountId: string; ofAll: boolean; limit: number },
): Promise<AccountRetention[]> {
  if (!ofAll) {
    const rows = await openDatabase(db)
      .select()
      .from(retentionSettings)
      .where(gt(retentionSettings.accountId, afterAccountId))
      .orderBy(retentionSettings.accountId)
      .limit(limit);
    return rows.map((row) => ({ accountId: row.accountId, settings: settingsOf(row) }));
  }
  const rows = await openDatabase(db)
    .select({ id: accounts.id, own: retentionSettings })
    .from(accounts)
    .leftJoin(retentionSettings, eq(retentionSettings.accountId, accounts.id))
    .where(gt(accounts.id, afterAccountId))
    .orderBy(accounts.id)
    .limit(limit);
  return rows.map(({ id, own }) => ({ accountId: id, settings: settingsOf(own) }));
}

function settingsOf(row: RetentionSettings | null): RetentionSettings {
  const { textDays = null, numberDays = null, messageDays = null, inboundDays = null, archive = null } = row ?? {};
  return { textDays, numberDays, messageDays, inboundDays, archive };
}
