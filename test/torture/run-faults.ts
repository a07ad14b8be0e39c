import { setTimeout as sleep } from "node:timers/promises";
import type { TortureScene } from "./scene.ts";
import type { ScheduledFault } from "./schedule.ts";

/** Makes each list of faults happen, one after another; resolves when the last is over, with how often each kind was. */
export async function runFaults(
  scene: TortureScene,
  schedule: readonly (readonly ScheduledFault[])[],
): Promise<{ done: Record<string, number>; cutShort: number; impossible: string[] }> {
  const startedAtMs = Date.now();
  const planned = schedule.flat();
  const impossible = new Set<string>();
  const endsAtMs = startedAtMs + Math.max(0, ...planned.map(({ atMs, lastsMs }) => atMs + lastsMs));
  const done: Record<string, number> = {};
  await Promise.all(
    schedule.map(async (list) => {
      for (const { fault, atMs, lastsMs } of list) {
        await sleep(Math.max(0, startedAtMs + atMs - Date.now()));
        // A start that took long has put off what follows; the torture ends when it should.
        if (Date.now() + lastsMs > endsAtMs + 1_000) return;
        if (fault.isPossible?.(scene) === false) {
          impossible.add(fault.name);
          continue;
        }
        await fault.apply(scene);
        await sleep(lastsMs);
        await fault.undo(scene);
        done[fault.name] = (done[fault.name] ?? 0) + 1;
      }
    }),
  );
  const times = Object.values(done).reduce((sum, count) => sum + count, 0);
  const left = planned.filter(({ fault }) => !impossible.has(fault.name)).length;
  return { done, cutShort: left - times, impossible: [...impossible] };
}
