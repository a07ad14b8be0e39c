import { expect, test } from "vitest";
import { tableOf } from "../torture/report.ts";
import { runTorture } from "../torture/run-torture.ts";

const seed = Number(process.env["HELIOGRAPH_SEED"] ?? Date.now() % 1_000_000);

test("while processes, connections, disks, clocks, SMSCs and customers' servers fail at random, all ends count the same", async () => {
  const plan = {
    seed,
    durationMs: 10_000,
    settleMs: 90_000,
    traffic: { rate: 40, burst: { texts: 200, everyMs: 5_000 } },
    mosPerSecond: 4,
    keep: false,
  };
  const result = await runTorture(plan, (line) => process.stdout.write(`${line}\n`));
  process.stdout.write(`HELIOGRAPH_SEED=${seed}\n${tableOf(result)}\n`);

  const { figures, problems, left } = result;
  expect(problems).toEqual([]);
  expect(left).toEqual({});
  expect(figures.accepted).toBeGreaterThan(0);
  expect(figures.mos.received).toBe(figures.mos.sent);
  expect(figures.events.told).toBeGreaterThan(figures.accepted);
  expect(Object.values(figures.complaints).every((count) => count === 0)).toBe(true);
});
