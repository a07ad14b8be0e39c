import { dayOf } from "../accounts/periods.ts";
import { copyAccounts } from "../db/copy-accounts.ts";
import { messageDatabases } from "../db/months.ts";
import { countDeleted } from "../db/retention/walk.ts";
import { countMessages, saveStorageDay, sizeOfDatabase } from "../db/storage-days.ts";

/** Writes down how large each database is today, and brings new accounts into those of months. */
export async function measureStorage(env: Pick<Env, "DB">, nowMs: number): Promise<void> {
  for (const { name, db } of messageDatabases(env)) {
    const [bytes, messages, deletedMessages] = await Promise.all([
      sizeOfDatabase(db),
      countMessages(db),
      countDeleted(db),
    ]);
    await saveStorageDay(env.DB, { database: name, day: dayOf(nowMs), bytes, messages, deletedMessages });
    if (db !== env.DB) await copyAccounts(env.DB, db);
  }
}
