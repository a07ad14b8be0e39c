import { expect, test } from "vitest";
import { tableOf } from "../soak/report.ts";
import { runSoak } from "../soak/run-soak.ts";

const seed = Number(process.env["HELIOGRAPH_SEED"] ?? Date.now() % 1_000_000);

test("while processes, connections and SMSCs fail at random, both ends count the same and nothing is lost", async () => {
  const plan = {
    seed,
    durationMs: 10_000,
    settleMs: 90_000,
    traffic: { rate: 40, burst: { texts: 200, everyMs: 5_000 } },
    mosPerSecond: 4,
    keep: false,
  };
  const result = await runSoak(plan, (line) => process.stdout.write(`${line}\n`));
  process.stdout.write(`HELIOGRAPH_SEED=${seed}\n${tableOf(result)}\n`);

  const { figures, problems, left } = result;
  expect(problems).toEqual([]);
  expect(left).toEqual({});
  expect(figures.accepted).toBeGreaterThan(0);
  expect(figures).toMatchObject({ lost: 0, wrongStatus: 0, takenTwiceUnexplained: 0, phantoms: 0 });
  expect(figures.mos).toMatchObject({ received: figures.mos.sent, lost: 0 });
});
