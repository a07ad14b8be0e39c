import type { HeliographClient } from "../client/index.ts";
import { unknownAnswer } from "./answered.ts";
import type { Answer, Command } from "./command.ts";
import { CommandError } from "./command-error.ts";
import { commands } from "./commands.ts";
import { type Flags, readFlags } from "./flags.ts";
import { help } from "./help.ts";
import { openClient } from "./open-client.ts";

export interface Surroundings {
  environment: Readonly<Record<string, string | undefined>>;
  /** Takes what goes to standard output, and more when the promise is fulfilled. */
  write: (text: string) => Promise<void> | void;
  writeError: (text: string) => void;
}

/** Runs one command. Returns the exit status: 0, or 1 where it did not do what it was asked for. */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { environment, write, writeError } = surroundings;
  try {
    const { words, flags } = readFlags(args);
    if (flags.help || words.length === 0) {
      await write(help);
      return 0;
    }
    const { command, rest } = findCommand(words);
    const answer = await command.run(openApi(flags, environment), rest, flags);
    if ("pieces" in answer) {
      for await (const piece of answer.pieces) await write(piece);
      return 0;
    }
    await write(flags.json ? `${JSON.stringify(answer.body, null, 2)}\n` : textOf(answer));
    return 0;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    writeError(`${error.message}\n`);
    return 1;
  }
}

/** A text reads what the API's description promises: that something is not there is the answer's fault. */
function textOf(answer: Answer): string {
  try {
    return answer.text();
  } catch (error) {
    throw error instanceof TypeError ? unknownAnswer(error.message) : error;
  }
}

function openApi(flags: Flags, environment: Surroundings["environment"]): HeliographClient {
  const url = flags.edge ?? environment["HELIOGRAPH_EDGE_URL"];
  const key = flags.key ?? environment["HELIOGRAPH_ADMIN_KEY"];
  if (url === undefined || url === "")
    throw new CommandError("Say where the edge is: --edge URL, or HELIOGRAPH_EDGE_URL.");
  if (key === undefined || key === "")
    throw new CommandError("Give the operator's key: --key KEY, or HELIOGRAPH_ADMIN_KEY.");
  if (!URL.canParse(url)) throw new CommandError(`--edge ${url} is no URL.`);
  return openClient({ url, key, author: readAuthor(flags.author ?? environment["USER"] ?? "") });
}

/** What a header can carry; undefined leaves it to the edge. */
function readAuthor(author: string): string | undefined {
  if (author === "") return undefined;
  if (/^[\x21-\x7e](?:[\x20-\x7e]{0,98}[\x21-\x7e])?$/.test(author)) return author;
  throw new CommandError("--author takes 1 to 100 ASCII characters.");
}

function findCommand(words: readonly string[]): { command: Command; rest: string[] } {
  const [noun = "", verb = "", ...rest] = words;
  const command = commands.get(`${noun} ${verb}`);
  if (command === undefined) throw new CommandError(`There is no command ${words.join(" ")}; --help lists them.`);
  const [least, most] = command.takes;
  if (rest.length < least || rest.length > most) throw new CommandError(`Usage: ${command.usage}`);
  return { command, rest };
}
