import { setTimeout as sleep } from "node:timers/promises";
import type { Memory } from "./target.ts";

/** A session that was closed is held by its linger timer until then. */
const lingerMs = 2_500;

/** What this process still holds. Needs --expose-gc. */
export async function measureMemory(): Promise<Memory> {
  await sleep(lingerMs);
  globalThis.gc?.();
  await sleep(1);
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { liveBytes: heapUsed + external, residentBytes: rss };
}
