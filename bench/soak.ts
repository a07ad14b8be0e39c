import { parseArgs } from "node:util";
import { tableOf } from "../test/soak/report.ts";
import { runSoak } from "../test/soak/run-soak.ts";

const help = `npm run soak -- [flags]

  --minutes N     how long texts are sent and things go wrong (10)
  --rate N        texts a second (50)
  --seed N        the same faults again (a random one)
  --keep          keeps logs and databases even if all is well
  --help          this text

Kills, freezes and cuts off the edge, three connectors and two SMSCs at random, then counts at both ends. Ends with 1 when a
text is lost, was taken twice without its timeline saying why, or has a wrong final status.
`;

const shownProblems = 20;

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    rate: { type: "string", default: "50" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 1_000_000)) },
    keep: { type: "boolean", default: false },
    help: { type: "boolean" },
  },
});
if (values.help === true) process.stdout.write(help);
else await soak(Number(values.seed), Number(values.minutes), Number(values.rate));

async function soak(seed: number, minutes: number, rate: number): Promise<void> {
  const startedAtMs = Date.now();
  const plan = {
    seed,
    durationMs: minutes * 60_000,
    settleMs: 180_000,
    traffic: { rate, burst: { texts: rate * 10, everyMs: 45_000 } },
    mosPerSecond: 4,
    keep: values.keep,
  };
  const result = await runSoak(plan, (line) => {
    process.stderr.write(`[${((Date.now() - startedAtMs) / 1_000).toFixed(0)} s] ${line}\n`);
  });
  process.stdout.write(`\nseed ${seed}, ${minutes} minutes\n\n${tableOf(result)}\n`);
  for (const problem of result.problems.slice(0, shownProblems)) process.stdout.write(`PROBLEM ${problem}\n`);
  if (result.problems.length > 0) process.exitCode = 1;
}
