import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { CommandError } from "./command-error.ts";

/** Reads a JSON file, `-` for standard input, and holds it against a schema; the API checks what the schema leaves open. */
export async function readJsonFile<S extends z.ZodType>(name: string, schema: S): Promise<z.output<S>> {
  const parsed = schema.safeParse(parse(name, await readText(name)));
  if (parsed.success) return parsed.data;
  throw new CommandError(`${name}: ${z.prettifyError(parsed.error)}`);
}

/** Reads a file, `-` for standard input. */
export async function readText(name: string): Promise<string> {
  if (name === "-") return text(process.stdin);
  try {
    return await readFile(name, "utf8");
  } catch (error) {
    throw new CommandError(`${name} cannot be read: ${describe(error)}`);
  }
}

function parse(name: string, content: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch (error) {
    throw new CommandError(`${name} is not JSON: ${describe(error)}`);
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
