import { setTimeout as sleep } from "node:timers/promises";
import type { SoakScene } from "./scene.ts";
import type { ScheduledFault } from "./schedule.ts";

/** Makes each list of faults happen, one after another; resolves when the last is over, with how often each kind was. */
export async function runFaults(
  scene: SoakScene,
  schedule: readonly (readonly ScheduledFault[])[],
): Promise<{ done: Record<string, number>; skipped: number }> {
  const startedAtMs = Date.now();
  const planned = schedule.flat();
  const endsAtMs = startedAtMs + Math.max(0, ...planned.map(({ atMs, lastsMs }) => atMs + lastsMs));
  const done: Record<string, number> = {};
  await Promise.all(
    schedule.map(async (list) => {
      for (const { fault, atMs, lastsMs } of list) {
        await sleep(Math.max(0, startedAtMs + atMs - Date.now()));
        // A start that took long has put off what follows; the soak ends when it should.
        if (Date.now() + lastsMs > endsAtMs + 1_000) return;
        await fault.apply(scene);
        await sleep(lastsMs);
        await fault.undo(scene);
        done[fault.name] = (done[fault.name] ?? 0) + 1;
      }
    }),
  );
  const times = Object.values(done).reduce((sum, count) => sum + count, 0);
  return { done, skipped: planned.length - times };
}
