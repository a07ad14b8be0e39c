import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildMeteredWorker } from "../local/build.ts";
import { billTables, dollarsPerMillion } from "./support/bill-report.ts";
import { type BillScene, type SceneBill, meterScene } from "./support/bill-scene.ts";

// What Cloudflare would bill for texts, by a meter around the Worker on the local stack.

const help = `npm run bench:bill -- [flags]

  --texts N      texts in each scene (20000); those at a fixed rate run for half a minute
  --scene NAME   only scenes whose name begins so
  --help         this text
`;

const scenes: readonly BillScene[] = [
  { name: "a: one a request", batchSize: 1, connections: 32, hasReceipts: false },
  { name: "b: batches of 100", batchSize: 100, connections: 4, hasReceipts: false },
  { name: "c: one a request, receipt, webhook", batchSize: 1, connections: 32, hasReceipts: true },
  { name: "c: batches of 100, receipt, webhook", batchSize: 100, connections: 4, hasReceipts: true },
  { name: "d: as c, 100 requests/s", batchSize: 1, connections: 32, hasReceipts: true, requestsPerSecond: 100 },
  { name: "d: as c, 10 requests/s", batchSize: 1, connections: 8, hasReceipts: true, requestsPerSecond: 10 },
];
const fixedRateSeconds = 30;

const { values } = parseArgs({
  options: {
    texts: { type: "string", default: "20000" },
    scene: { type: "string", default: "" },
    help: { type: "boolean" },
  },
});

async function bench(texts: number, only: string): Promise<void> {
  await buildMeteredWorker();
  const bills: SceneBill[] = [];
  for (const scene of scenes.filter(({ name }) => name.startsWith(only))) {
    const { requestsPerSecond } = scene;
    const bill = await meterScene(
      scene,
      requestsPerSecond === undefined ? texts : requestsPerSecond * fixedRateSeconds,
    );
    bills.push(bill);
    const dollars = dollarsPerMillion(bill.readings, bill.texts).toFixed(2);
    process.stderr.write(
      `${bill.scene}: $${dollars} per million; ${bill.texts} texts in ${bill.seconds.toFixed(1)} s\n`,
    );
  }
  const folder = join(import.meta.dirname, "results");
  await mkdir(folder, { recursive: true });
  const at = new Date().toISOString();
  await writeFile(join(folder, `bill-${at.replaceAll(":", "-")}.json`), `${JSON.stringify(bills, null, 2)}\n`);
  process.stdout.write(`${billTables(bills)}\n`);
}

if (values.help) process.stdout.write(help);
else await bench(Number(values.texts), values.scene);
