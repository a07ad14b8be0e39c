import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";

const busy = 5;

/**
 * Holds a data directory for this process, waiting for a stack that is still ending. SQLite's lock is the operating
 * system's: it goes with its process, however that ends, so there is never a stale one to clean up.
 */
export async function lockData(file: string, waitMs: number): Promise<() => void> {
  const database = new DatabaseSync(file);
  const deadline = Date.now() + waitMs;
  for (;;) {
    try {
      database.exec("BEGIN EXCLUSIVE");
      return () => database.close();
    } catch (error) {
      if (!(error instanceof Error && "errcode" in error && error.errcode === busy)) throw error;
      if (Date.now() > deadline)
        throw new Error("another Heliograph is running with this data directory", { cause: error });
    }
    await sleep(100);
  }
}
