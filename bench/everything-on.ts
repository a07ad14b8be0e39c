import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Admin } from "../local/bootstrap.ts";
import { dataPaths } from "../local/paths.ts";
import { loadSecrets } from "../local/secrets.ts";
import { TestStack } from "../test/support/stack.ts";
import { generateLoad } from "./generate-load.ts";
import { waitUntilDelivered } from "./read-model.ts";
import type { Target } from "./requests.ts";
import { callWith } from "./support/call.ts";
import { chargeableAccount } from "./support/chargeable-account.ts";

// What accepting costs when everything an account can have is on, beside an account with nothing set, in turns on one stack.

const help = `npm run bench:everything -- [flags]

  --rounds N        turns of each account (5)
  --suppressions N  recipients the account may not send to (10000)
  --help            this text
`;

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    suppressions: { type: "string", default: "10000" },
    help: { type: "boolean" },
  },
});
type Scene = "singly" | "in batches of 100";
interface Turn {
  scene: Scene;
  plain: number;
  everything: number;
}

const scenes: Record<Scene, { batchSize: number; connections: number; texts: number }> = {
  singly: { batchSize: 1, connections: 32, texts: 4_000 },
  "in batches of 100": { batchSize: 100, connections: 4, texts: 20_000 },
};

async function bench(rounds: number, suppressions: number): Promise<void> {
  const turns: Turn[] = [];
  await TestStack.with({ receiptDelayMs: 100 }, async (stack) => {
    const { ADMIN_KEY } = await loadSecrets(dataPaths(stack.folder).secrets);
    const everything = await chargeableAccount(new Admin(stack.url, ADMIN_KEY), {
      admin: callWith(stack.url, ADMIN_KEY),
      account: (key) => callWith(stack.url, key),
      suppressions,
    });
    const port = Number(new URL(stack.url).port);
    const measured = accepting(stack);
    const targets = {
      plain: { port, apiKey: stack.api.key },
      everything: { port, apiKey: everything.key, idempotent: true },
    };
    await measured(targets.plain, "singly");
    await measured(targets.everything, "singly");
    for (let round = 1; round <= rounds; round++) {
      for (const scene of Object.keys(scenes) as Scene[]) {
        const plain = await measured(targets.plain, scene);
        const turn = { scene, plain, everything: await measured(targets.everything, scene) };
        turns.push(turn);
        process.stderr.write(`round ${round}: ${JSON.stringify(turn)}\n`);
      }
    }
  });
  await report(turns);
}

/** Texts accepted a second. The next turn begins when all of them are delivered, so that none pays for what another left. */
function accepting(stack: TestStack): (target: Target, scene: Scene) => Promise<number> {
  let accepted = 0;
  return async (target, scene) => {
    const { texts, seconds } = await generateLoad({ ...target, mode: "count", ...scenes[scene] });
    accepted += texts;
    await waitUntilDelivered(stack.folder, accepted, 300_000);
    return texts / seconds;
  };
}

async function report(turns: Turn[]): Promise<void> {
  const folder = join(import.meta.dirname, "results");
  await mkdir(folder, { recursive: true });
  const at = new Date().toISOString();
  await writeFile(join(folder, `everything-${at.replaceAll(":", "-")}.json`), `${JSON.stringify(turns, null, 2)}\n`);
  process.stdout.write("| accepted | nothing set, texts/s | everything on, texts/s | ratio |\n|---|---:|---:|---:|\n");
  for (const scene of Object.keys(scenes)) {
    const ofScene = turns.filter((turn) => turn.scene === scene);
    const plain = median(ofScene.map((turn) => turn.plain));
    const everything = median(ofScene.map((turn) => turn.everything));
    const ratio = median(ofScene.map((turn) => turn.everything / turn.plain));
    process.stdout.write(`| ${scene} | ${shown(plain)} | ${shown(everything)} | ${ratio.toFixed(2)} |\n`);
  }
}

function shown(value: number): string {
  return Math.round(value).toLocaleString("en");
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;
}

if (values.help) process.stdout.write(help);
else await bench(Number(values.rounds), Number(values.suppressions));
