import { SeededRandom } from "../e2e/seeded-random.ts";
import type { Fault, FaultKind } from "./fault.ts";

/** A fault with its time, counted from the start of the torture. */
export interface ScheduledFault {
  fault: Fault;
  atMs: number;
  lastsMs: number;
}

const calmMs = [500, 4_000] as const;
const firstCalmMs = 2_000;

/** What goes wrong and when: the same for the same seed. One list of faults for each list of kinds, each in its own order. */
export function scheduleFaults(
  kinds: readonly (readonly FaultKind[])[],
  seed: number,
  durationMs: number,
): ScheduledFault[][] {
  const random = new SeededRandom(seed);
  return kinds.map((list) =>
    scheduleList(
      list.filter((kind) => durationMs > (kind.inRunsOverMs ?? 0)),
      random,
      durationMs,
    ),
  );
}

/** Every kind once in a random order, then again. */
function scheduleList(kinds: readonly FaultKind[], random: SeededRandom, durationMs: number): ScheduledFault[] {
  const schedule: ScheduledFault[] = [];
  let bag: FaultKind[] = [];
  let atMs = firstCalmMs;
  for (;;) {
    if (bag.length === 0) bag = [...kinds];
    const [kind] = bag.splice(Math.floor(random.between(0, bag.length)), 1);
    if (kind === undefined) return schedule;
    atMs += Math.round(random.between(...calmMs));
    const [shortestMs, longestMs] = kind.lastsMs;
    const lastsMs = Math.round(random.between(shortestMs, Math.max(shortestMs, Math.min(longestMs, durationMs / 4))));
    if (atMs + lastsMs > durationMs) return schedule;
    schedule.push({ fault: kind.fault, atMs, lastsMs });
    atMs += lastsMs;
  }
}

/** A line for each fault, by time. */
export function describeSchedule(schedule: readonly (readonly ScheduledFault[])[]): string {
  return schedule
    .flat()
    .sort((a, b) => a.atMs - b.atMs)
    .map(
      ({ fault, atMs, lastsMs }) =>
        `  +${(atMs / 1_000).toFixed(1)} s  ${fault.name}, ${(lastsMs / 1_000).toFixed(1)} s`,
    )
    .join("\n");
}
