import { parseArgs } from "node:util";
import { fireCampaign } from "../test/support/fire-campaign.ts";
import { TestStack } from "../test/support/stack.ts";

const help = `npm run bench:schedules -- [flags]

  --texts N       texts of one account that are due in the same moment (100000)
  --kills N       times the edge is killed with SIGKILL while they leave (3)
  --due-in N      seconds until they are due, in which they are scheduled (120)
  --help          this text

Counts at the simulator how many texts arrived and how often, and says how long it took from the moment they were due.
`;

const { values } = parseArgs({
  options: {
    texts: { type: "string", default: "100000" },
    kills: { type: "string", default: "3" },
    "due-in": { type: "string", default: "120" },
    help: { type: "boolean" },
  },
});
if (values.help) process.stdout.write(help);
else await bench(Number(values.texts), Number(values.kills), Number(values["due-in"]) * 1_000);

async function bench(texts: number, kills: number, dueInMs: number): Promise<void> {
  const killAt = Array.from({ length: kills }, (_, index) => Math.floor((texts * (index + 1)) / (kills + 1)));
  await TestStack.with({ receiptDelayMs: 500, bind: { windowSize: 500 } }, async (stack) => {
    const figures = await fireCampaign(stack, { texts, killAt, dueInMs, timeoutMs: 900_000 });
    const perSecond = Math.round((figures.texts / figures.firedInMs) * 1_000);
    process.stdout.write(`${JSON.stringify({ ...figures, perSecond })}\n`);
    if (figures.texts !== texts) process.exitCode = 1;
  });
}
