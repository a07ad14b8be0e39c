import { expect, it } from "vitest";
import { runFuzz, victimNames } from "./fuzz/run-fuzz.ts";

/** FUZZ_SEED repeats a run. */
const seed = Number(process.env["FUZZ_SEED"] ?? Math.floor(Math.random() * 1_000_000));
const cases = 3_000;
/** What a few sessions more or less hold at one moment. */
const noiseBytes = 8 * 2 ** 20;

it.for(victimNames)("survives hostile peers: %s", async (victim, { annotate }) => {
  await annotate(`FUZZ_SEED=${seed}`);
  const figures = await runFuzz({ victim, cases, groups: 2, seed, stalls: true });
  const [before, after] = figures.memory;
  expect(figures.faults, `repeat it with FUZZ_SEED=${seed}`).toEqual([]);
  expect(figures.cases).toBeGreaterThanOrEqual(cases);
  expect(figures.endings.frozen).toBe(0);
  expect((after?.liveBytes ?? Number.NaN) - (before?.liveBytes ?? Number.NaN)).toBeLessThan(noiseBytes);
});
