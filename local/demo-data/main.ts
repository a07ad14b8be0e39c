import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { FlagError } from "../flags.ts";
import { lockData } from "../lock.ts";
import { dataPaths, root } from "../paths.ts";
import { say } from "../say.ts";
import { isId } from "../../src/ids.ts";
import { accountOf, openReadModel } from "./open-read-model.ts";
import { writeHistory } from "./write-history.ts";

const help = `npm run ctl -- demo-data [flags]

Fills the database of a local installation, which must not run meanwhile, with a history that never happened.

  --messages N      messages to make up (100000)
  --days N          days they are spread over (31)
  --until TIME      the moment they end before, as in 2026-11-21T00:00:00Z (the last full hour)
  --account ID      whose they are (the account that npm start shows)
  --seed N          the same seed, account, days and end make the same messages (1)
  --data DIR        the data directory (.heliograph)
  --help            this text
`;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const messagesLimit = 100_000_000;
/** Nobody waits for a stack that runs. */
const lockTimeoutMs = 1_000;

try {
  await main(process.argv.slice(2));
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function main(args: string[]): Promise<void> {
  const flags = parse(args);
  if (flags.edge !== undefined || flags.key !== undefined) {
    throw new FlagError("demo-data: only a local installation is filled, --data DIR; there is no --edge or --key");
  }
  if (flags.help) {
    process.stdout.write(help);
    return;
  }
  const nowMs = Date.now();
  const days = count("days", flags.days, 3_650);
  const folder = resolve(root, flags.data);
  const accountId = flags.account ?? accountOf(folder);
  if (!isId("account", accountId)) throw new FlagError(`--account ${accountId}: not the id of an account`);
  const beforeMs = flags.until === undefined ? nowMs - (nowMs % hourMs) : moment(flags.until);
  const plan = {
    accountId,
    messages: count("messages", flags.messages, messagesLimit),
    span: { fromMs: beforeMs - days * dayMs, beforeMs },
    seed: count("seed", flags.seed, 2 ** 32 - 1),
    nowMs,
  };
  const unlock = await lockData(dataPaths(folder).lock, lockTimeoutMs);
  const database = openReadModel(folder);
  try {
    const report = writeHistory(database, plan, (written) => say(`${written.toLocaleString("en")} messages`));
    const seconds = Math.round((Date.now() - nowMs) / 1_000);
    say(`${report.messages} messages and ${report.inbound} texts from handsets of ${accountId} in ${seconds} s`);
  } finally {
    database.close();
    unlock();
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        messages: { type: "string", default: "100000" },
        days: { type: "string", default: "31" },
        until: { type: "string" },
        account: { type: "string" },
        seed: { type: "string", default: "1" },
        data: { type: "string", default: ".heliograph" },
        edge: { type: "string" },
        key: { type: "string" },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    throw new FlagError(error instanceof Error ? error.message : String(error));
  }
}

function count(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new FlagError(`--${name} ${text}: not from 1 to ${most}`);
  return value;
}

function moment(text: string): number {
  const atMs = Date.parse(text);
  if (Number.isNaN(atMs)) throw new FlagError(`--until ${text}: give it as 2026-11-21T00:00:00Z`);
  return atMs;
}
