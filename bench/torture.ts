import { parseArgs } from "node:util";
import { overloadTable, runOverload } from "../test/torture/overload.ts";
import { tableOf } from "../test/torture/report.ts";
import { runTorture } from "../test/torture/run-torture.ts";

const help = `npm run torture -- [flags]

  --minutes N     how long texts are sent and things go wrong (10)
  --rate N        texts a second (50)
  --seed N        the same faults again (a random one)
  --overload      no faults, but more requests than the edge can take
  --clients N     programs that send at once, in an overload (1000)
  --keep          keeps logs and databases even if all is well
  --help          this text

Kills, freezes and cuts off the edge, three connectors and two SMSCs at random, fills disks, sets clocks, and lets customers' servers fail;
then holds what customers, handsets and SMSCs have against what the API says. Ends with 1 where anything is lost, doubled without a
reason, not told, or charged wrongly. Disks need root, clocks a C compiler; what a machine has no means for is left out, and said so.
`;

const shownProblems = 20;

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    rate: { type: "string", default: "50" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 1_000_000)) },
    overload: { type: "boolean", default: false },
    clients: { type: "string", default: "1000" },
    keep: { type: "boolean", default: false },
    help: { type: "boolean" },
  },
});
const startedAtMs = Date.now();
const durationMs = Number(values.minutes) * 60_000;
if (values.help === true) process.stdout.write(help);
else if (values.overload) await overload(Number(values.clients));
else await torture(Number(values.seed), Number(values.rate));

async function torture(seed: number, rate: number): Promise<void> {
  const plan = {
    seed,
    durationMs,
    settleMs: 300_000,
    traffic: { rate, burst: { texts: rate * 10, everyMs: 45_000 } },
    mosPerSecond: 4,
    keep: values.keep,
  };
  const result = await runTorture(plan, say);
  process.stdout.write(`\nseed ${seed}, ${values.minutes} minutes\n\n${tableOf(result)}\n`);
  answerFor(result.problems);
}

async function overload(clients: number): Promise<void> {
  // Webhooks of what was accepted meanwhile are still on their way for several times as long.
  const settleMs = 600_000 + 5 * durationMs;
  const result = await runOverload({ durationMs, settleMs, clients, keep: values.keep }, say);
  process.stdout.write(`\n${values.minutes} minutes past capacity\n\n${overloadTable(result)}\n`);
  answerFor(result.problems);
}

function say(line: string): void {
  process.stderr.write(`[${((Date.now() - startedAtMs) / 1_000).toFixed(0)} s] ${line}\n`);
}

function answerFor(problems: readonly string[]): void {
  for (const problem of problems.slice(0, shownProblems)) process.stdout.write(`PROBLEM ${problem}\n`);
  if (problems.length > 0) process.exitCode = 1;
}
