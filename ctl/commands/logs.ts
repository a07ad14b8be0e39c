import { setTimeout as sleep } from "node:timers/promises";
import type { HeliographClient } from "../../client/index.ts";
import { unknownAnswer } from "../answered.ts";
import { CommandError } from "../command-error.ts";
import type { Command } from "../command.ts";
import type { Flags } from "../flags.ts";
import { given } from "../given.ts";

/** How often a log that is followed is asked for more, and what of the past it begins with. */
const pollMs = 5_000;
const followedFromMs = 5 * 60_000;

export const readLogs: Command = {
  usage: "logs read [--from TIME] [--to TIME] [--cursor C]",
  about: "events of the last hour, or of that time, as CSV; --account, --message, --carrier, --event choose",
  takes: [0, 0],
  run: (api, _words, flags) => Promise.resolve({ pieces: logPieces(api, flags) }),
};

export const followLogs: Command = {
  usage: "logs follow",
  about: "events as they come, until Ctrl-C; chosen as by logs read",
  takes: [0, 0],
  run: (api, _words, flags) => {
    const { to: _, from = new Date(Date.now() - followedFromMs).toISOString(), ...rest } = flags;
    return Promise.resolve({ pieces: logPieces(api, { ...rest, from }, () => sleep(pollMs)) });
  },
};

/** What the edge answers, one answer after another; where nothing more is there, after `wait`, or never again without it. */
async function* logPieces(api: HeliographClient, flags: Flags, wait?: () => Promise<unknown>): AsyncGenerator<string> {
  const { from: after, to: before, account, message, carrier, event, json } = flags;
  const chosen = given({ after, before, account, message, carrier, event });
  let { cursor } = flags;
  for (let isFirst = true; ; isFirst = false) {
    const query = { ...chosen, ...given({ cursor }), format: json ? ("json" as const) : ("csv" as const) };
    let hasMore: boolean;
    try {
      const { data, response } = await api.GET("/admin/v1/logs", { params: { query }, parseAs: "stream" });
      if (!(data instanceof ReadableStream)) throw unknownAnswer("it is no stream.");
      yield* isFirst || json ? textOf(data) : withoutHeader(textOf(data));
      cursor = response.headers.get("x-heliograph-cursor") ?? cursor;
      hasMore = response.headers.get("x-heliograph-more") === "true";
    } catch (error) {
      throw isFirst ? brokenOff(error) : brokenOff(error, cursor);
    }
    if (hasMore) continue;
    if (wait === undefined) return;
    await wait();
  }
}

/** Says what broke, and after some answers where to go on. */
function brokenOff(error: unknown, cursor?: string): CommandError {
  const reason = error instanceof Error ? error.message : String(error);
  const message = error instanceof CommandError ? reason : `The answer broke off: ${reason}`;
  return new CommandError(
    cursor === undefined ? message : `${message}\n--cursor ${cursor} goes on after the last whole answer.`,
  );
}

function textOf(stream: ReadableStream<Uint8Array>): AsyncIterable<string> {
  return stream.pipeThrough(new TextDecoderStream());
}

async function* withoutHeader(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let beginning: string | null = "";
  for await (const piece of pieces) {
    if (beginning === null) {
      yield piece;
      continue;
    }
    beginning += piece;
    const end = beginning.indexOf("\n");
    if (end === -1) continue;
    yield beginning.slice(end + 1);
    beginning = null;
  }
}
