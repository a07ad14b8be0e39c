import { parseArgs } from "node:util";
import { CommandError } from "./command-error.ts";

const options = {
  edge: { type: "string" },
  key: { type: "string" },
  author: { type: "string" },
  note: { type: "string" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
  "dry-run": { type: "boolean", default: false },
  "if-version": { type: "string" },
  limit: { type: "string" },
  cursor: { type: "string" },
  account: { type: "string" },
  message: { type: "string" },
  carrier: { type: "string" },
  event: { type: "string" },
  source: { type: "string" },
  from: { type: "string" },
  to: { type: "string" },
  text: { type: "string" },
  lane: { type: "string" },
  at: { type: "string" },
  operator: { type: "boolean", default: false },
} as const;

export type Flags = ReturnType<typeof parse>["values"];

/** Splits arguments into words and flags. Throws a CommandError for a flag there is not. */
export function readFlags(args: readonly string[]): { words: string[]; flags: Flags } {
  try {
    const { positionals, values } = parse(args);
    return { words: positionals, flags: values };
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  }
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options, allowPositionals: true });
}
