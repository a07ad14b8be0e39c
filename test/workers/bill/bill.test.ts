import { describe, it } from "vitest";
import type { BilledUnit, MeterReading } from "../../../src/meter/meter.ts";
import { prices } from "../../../src/meter/prices.ts";
import { budgetedScenes } from "./bill-budget.ts";
import { MeteredScene, textsPerRound } from "./metered-scene.ts";

const rounds = 10;
/** What a count may grow by before somebody has to say that it may. */
const headroom = 1.1;

/** Units per text. How long objects are active depends on the machine. */
function countsPerText(readings: readonly MeterReading[]): Map<BilledUnit, number> {
  const counts = new Map<BilledUnit, number>();
  for (const { unit, amount } of readings) {
    if (unit !== "objectSecond") counts.set(unit, (counts.get(unit) ?? 0) + amount / (rounds * textsPerRound));
  }
  return counts;
}

describe("what a text is billed for does not grow unseen", () => {
  it.for(budgetedScenes)("$name", { timeout: 60_000 }, async ({ name, budget, ...options }, { expect }) => {
    const scene = await MeteredScene.open(options);
    try {
      for (let round = 0; round < rounds; round++) await scene.round();
      await scene.finish();
    } finally {
      scene.close();
    }
    const counts = countsPerText(scene.meter.read());
    const dollars = Array.from(counts, ([unit, count]) => count * prices[unit].dollarsPerMillion);
    const total = dollars.reduce((sum, each) => sum + each, 0).toFixed(2);
    // oxlint-disable-next-line no-console -- the counts are what one runs this for
    console.info(`${name}: $${total} per million texts`, Object.fromEntries(counts));
    for (const [unit, count] of counts) {
      expect(count, `${unit} per text: "The bill" in docs/performance.md`).toBeLessThanOrEqual(
        (budget[unit] ?? 0) * headroom,
      );
    }
  });
});
