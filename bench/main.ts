import { mkdir, writeFile } from "node:fs/promises";
import { availableParallelism, cpus, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measure, type Measures } from "./measures.ts";
import { medianOf, tableOf } from "./report.ts";

const help = `npm run bench -- [flags]

  --runs N   runs of which the median is shown (3)
  --help     this text
`;

const { values } = parseArgs({ options: { runs: { type: "string", default: "3" }, help: { type: "boolean" } } });
if (values.help) process.stdout.write(help);
else await bench(Number(values.runs));

async function bench(runs: number): Promise<void> {
  const all: Measures[] = [];
  for (let run = 1; run <= runs; run++) {
    const found = await measure();
    all.push(found);
    process.stderr.write(`run ${run} of ${runs}: ${JSON.stringify(found)}\n`);
  }
  const median = medianOf(all);
  const at = new Date().toISOString();
  const machine = {
    cores: availableParallelism(),
    model: cpus()[0]?.model,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
  const folder = join(import.meta.dirname, "results");
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${at.replaceAll(":", "-")}.json`);
  await writeFile(file, `${JSON.stringify({ at, machine, node: process.version, median, runs: all }, null, 2)}\n`);
  process.stdout.write(`${runs} runs, median; ${machine.cores} cores, ${at.slice(0, 10)}\n\n${tableOf(median)}\n`);
}
