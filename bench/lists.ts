import { parseArgs } from "node:util";
import { openReadModel } from "../local/demo-data/open-read-model.ts";
import { writeHistory } from "../local/demo-data/write-history.ts";
import { type Asked, askOften } from "./support/ask-often.ts";
import { EdgeAlone } from "./support/edge-alone.ts";
import { environmentLine } from "./support/environment.ts";
import { type Drawn, drawFrom, listQuestions } from "./support/list-questions.ts";
import { listsReport } from "./support/lists-report.ts";
import { keepResults, writeToDocument } from "./support/results.ts";

const help = `npm run bench:lists -- [flags]

Asks the same questions of one account with more and more messages: how long each takes, and how many rows D1 reads for it.

  --sizes LIST   messages the account has, growing (10000,100000,1000000)
  --times N      times each question is asked (200)
  --write        puts the table into docs/performance.md
  --help         this text
`;

const days = 31;

const { values } = parseArgs({
  options: {
    sizes: { type: "string", default: "10000,100000,1000000" },
    times: { type: "string", default: "200" },
    write: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
if (values.help) process.stdout.write(help);
else await bench(values.sizes.split(",").map(Number), Number(values.times));

async function bench(sizes: readonly number[], times: number): Promise<void> {
  const at = new Date().toISOString();
  const results: { size: number; answers: Map<string, Asked> }[] = [];
  await EdgeAlone.with(async (edge) => {
    let written = 0;
    for (const size of sizes) {
      await edge.stop();
      const drawn = fill(edge, size - written, size);
      written = size;
      await edge.start();
      const answers = new Map<string, Asked>();
      for (const question of listQuestions(drawn)) {
        const asked = await askOften(edge, question, times);
        if (asked !== null) answers.set(question.name, asked);
        process.stderr.write(`${size} ${question.name}: ${JSON.stringify(asked)}\n`);
      }
      results.push({ size, answers });
    }
  });
  const report = `${listsReport(results)}\n\n${environmentLine()} Each question is asked ${times} times, one after another.`;
  process.stdout.write(`${report}\n`);
  const plain = results.map(({ size, answers }) => ({ size, answers: Object.fromEntries(answers) }));
  process.stderr.write(`kept in ${await keepResults(at, { at, results: plain }, `${report}\n`)}\n`);
  if (values.write) await writeToDocument("lists", report);
}

/** More messages of the same month; what is asked for is drawn from all. */
function fill({ folder, accountId }: EdgeAlone, messages: number, size: number): Drawn {
  const database = openReadModel(folder);
  try {
    const nowMs = Date.now();
    const beforeMs = nowMs - (nowMs % 86_400_000);
    const span = { fromMs: beforeMs - days * 86_400_000, beforeMs };
    writeHistory(database, { accountId, messages, span, seed: size, nowMs }, () => {});
    return drawFrom(database, accountId, size, span);
  } finally {
    database.close();
  }
}
