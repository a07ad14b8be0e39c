import { dayOf } from "../accounts/periods.ts";
import { databaseOf, messageDatabases } from "../db/months.ts";
import { type StorageDay, listStorageDays, sizeOfDatabase } from "../db/storage-days.ts";
import { idLowerBound } from "../ids.ts";
import { type Forecast, databaseLimitBytes, forecast } from "./forecast.ts";

/** A database and how it fills. */
export interface DatabaseStorage extends Forecast {
  name: string;
  /** From when on it has messages, epoch ms; zero for the first. */
  fromMs: number;
  /** Whether messages that are accepted now go there. */
  isCurrent: boolean;
  bytes: number;
  limitBytes: number;
  /** Oldest first. */
  days: Pick<StorageDay, "day" | "bytes" | "messages" | "deletedMessages">[];
}

const dayMs = 86_400_000;
const shownDays = 90;

/** How large each database is, what it was in the last 90 days, and when it is full at the rate of the last seven. */
export async function getStorage(env: Pick<Env, "DB">, nowMs: number): Promise<DatabaseStorage[]> {
  const all = await listStorageDays(env.DB, dayOf(nowMs - shownDays * dayMs));
  const current = databaseOf(env, idLowerBound("message", nowMs));
  return Promise.all(
    messageDatabases(env).map(async ({ name, db, fromMs }) => {
      const bytes = await sizeOfDatabase(db);
      const days = all.filter(({ database }) => database === name);
      const today = dayOf(nowMs);
      // Counted once an hour: it is read with every scrape of the metrics.
      const messages = days.at(-1)?.messages ?? 0;
      const measured = [...days.filter(({ day }) => day < today), { day: today, bytes, messages }];
      return {
        name,
        fromMs,
        isCurrent: db === current,
        bytes,
        limitBytes: databaseLimitBytes,
        ...forecast(measured, nowMs),
        days: days.map(({ day, bytes, messages, deletedMessages }) => ({ day, bytes, messages, deletedMessages })),
      };
    }),
  );
}
