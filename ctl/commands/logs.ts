import { setTimeout as sleep } from "node:timers/promises";
import type { HeliographClient } from "../../client/index.ts";
import type { Command } from "../command.ts";
import type { Flags } from "../flags.ts";
import { followHours } from "../follow-hours.ts";
import { LogReader } from "../log-reader.ts";

/** How often a log that is followed is asked for more, and what of the past it begins with. */
const pollMs = 5_000;
const followedFromMs = 5 * 60_000;

export const readLogs: Command = {
  usage: "logs read [--from TIME] [--to TIME] [--cursor C]",
  about:
    "events of the last hour, or of that time, as CSV; --account, --message, --carrier, --event choose; --source connector: PDUs",
  takes: [0, 0],
  run: (api, _words, flags) => {
    const range = { after: flags.from, before: flags.to };
    return Promise.resolve({ pieces: new LogReader(api, flags).read(range, { cursor: flags.cursor }) });
  },
};

export const followLogs: Command = {
  usage: "logs follow",
  about: "events as they come, until Ctrl-C; chosen as by logs read",
  takes: [0, 0],
  run: (api, _words, flags) => Promise.resolve({ pieces: followed(api, flags) }),
};

async function* followed(api: HeliographClient, flags: Flags): AsyncGenerator<string> {
  const reader = new LogReader(api, flags);
  const fromMs = flags.from === undefined ? Date.now() - followedFromMs : Date.parse(flags.from);
  if (Number.isNaN(fromMs)) {
    // What is no time is asked for as it is: the edge says what is wrong with it.
    yield* reader.read({ after: flags.from });
    return;
  }
  const clock = { now: Date.now, wait: () => sleep(pollMs) };
  yield* followHours((range, place) => reader.read(range, place), { fromMs, cursor: flags.cursor, ...clock });
}
