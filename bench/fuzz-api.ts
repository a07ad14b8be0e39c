import { parseArgs } from "node:util";
import { runApiFuzz } from "../test/e2e/fuzz-api/run-fuzz-api.ts";

const help = `npm run fuzz:api -- [flags]

  --requests N      requests made of the API's document (10000)
  --seed N          the same requests again (a random one)
  --concurrency N   requests at once; with 1 their answers are the same, too (8)
  --help            this text
`;

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "10000" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 1_000_000)) },
    concurrency: { type: "string", default: "8" },
    help: { type: "boolean" },
  },
});

if (values.help === true) {
  console.log(help);
} else {
  await fuzz();
}

async function fuzz(): Promise<void> {
  const plan = {
    requests: Number(values.requests),
    seed: Number(values.seed),
    concurrency: Number(values.concurrency),
  };
  console.error(`seed ${plan.seed}`);
  const { byStatus, byKind, operations, faults, ...figures } = await runApiFuzz(plan);
  const rows = [
    ["requests", figures.requests.toLocaleString("en")],
    ["seed", String(plan.seed)],
    ...Object.entries(byKind).map(([kind, count]) => [kind, count.toLocaleString("en")]),
    ...Object.entries(byStatus).map(([status, count]) => [`answered ${status}`, count.toLocaleString("en")]),
    ["operations that succeeded", `${operations.answered} of ${operations.all}`],
    ["slowest answer", `${Math.round(figures.slowestMs)} ms`],
    ["time", `${figures.seconds.toFixed(0)} s`],
    ["faults", String(faults.length)],
  ];
  console.log([["figure", "value"], ["---", "---:"], ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n"));
  if (operations.never.length > 0) console.log(`\nnever succeeded as documented: ${operations.never.join(", ")}`);
  for (const fault of faults) {
    console.log(`FAULT ${fault}`);
    process.exitCode = 1;
  }
}
