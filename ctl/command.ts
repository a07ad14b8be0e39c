import type { HeliographClient } from "../client/index.ts";
import type { Flags } from "./flags.ts";

/** What a command was answered: as it came, and for a person. */
export interface Answer {
  body: unknown;
  text: () => string;
}

/** What a command is answered as it comes, already as it is to be shown. */
export interface StreamedAnswer {
  pieces: AsyncIterable<string>;
}

export interface Command {
  /** Begins with noun and verb. */
  usage: string;
  about: string;
  /** Words after noun and verb: at least, at most. */
  takes: readonly [least: number, most: number];
  /** Throws a CommandError where it is not done. */
  run: (api: HeliographClient, words: readonly string[], flags: Flags) => Promise<Answer | StreamedAnswer>;
}
