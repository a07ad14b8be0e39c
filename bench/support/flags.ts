import { parseArgs } from "node:util";
import { allScenes } from "../scenes/all-scenes.ts";
import type { Settings } from "./gateway.ts";
import type { Scene } from "./scene.ts";
import { numberLimit } from "./text-numbers.ts";

export const help = `npm run bench -- [flags]

Measures Heliograph beside Kannel, in turns, against the same SMSC and the same callback server, all on this machine.

${allScenes.map(({ id, title }) => `  ${id}  ${title}`).join("\n")}

  --scenes LIST     which of these, as in a,c (all)
  --rounds N        times each of a scene is measured, in turns (5)
  --seconds N       of each measurement (10)
  --texts N         texts of each measurement in the place of seconds; in (i), texts that are scheduled
  --clients N       connections that send one text a request (50)
  --rate N          requests/s at fixed times in (a) and (c) (500)
  --accounts N      accounts in (g) (1000)
  --backlog N       texts in (h), at most 1,000,000 (1000000)
  --without-kannel  Heliograph only
  --write           puts the tables into docs/performance.md, in the place of the scenes' last ones
  --help            this text
`;

export interface Flags {
  scenes: readonly Scene[];
  settings: Settings;
  withKannel: boolean;
  write: boolean;
}

/** A flag that cannot be used; its message is all the person needs. */
export class FlagError extends Error {}

/** undefined where help is asked for; throws where a flag cannot be used. */
export function readFlags(args: string[]): Flags | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  return {
    scenes: values.scenes.split(",").map(sceneOf),
    settings: {
      rounds: count("rounds", values.rounds, 100),
      seconds: count("seconds", values.seconds, 3_600),
      texts: values.texts === undefined ? null : count("texts", values.texts, numberLimit),
      clients: count("clients", values.clients, 1_000),
      rate: count("rate", values.rate, 100_000),
      accounts: count("accounts", values.accounts, 1_000),
      backlog: count("backlog", values.backlog, numberLimit),
    },
    withKannel: !values["without-kannel"],
    write: values.write,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        scenes: { type: "string", default: allScenes.map(({ id }) => id).join(",") },
        rounds: { type: "string", default: "5" },
        seconds: { type: "string", default: "10" },
        texts: { type: "string" },
        clients: { type: "string", default: "50" },
        rate: { type: "string", default: "500" },
        accounts: { type: "string", default: "1000" },
        backlog: { type: "string", default: String(numberLimit) },
        "without-kannel": { type: "boolean", default: false },
        write: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    throw new FlagError(error instanceof Error ? error.message : String(error));
  }
}

function sceneOf(id: string): Scene {
  const scene = allScenes.find((one) => one.id === id);
  if (scene === undefined)
    throw new FlagError(`--scenes ${id}: the scenes are ${allScenes.map((one) => one.id).join(",")}`);
  return scene;
}

function count(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new FlagError(`--${name} ${text}: not from 1 to ${most}`);
  return value;
}
