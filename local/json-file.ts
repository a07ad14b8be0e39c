import { readFile, rename, writeFile } from "node:fs/promises";
import type { z } from "zod";

/** The file's content, or undefined when there is no such file yet. */
export async function readJsonFile<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<z.infer<Schema> | undefined> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  return schema.parse(JSON.parse(text));
}

/** Readable by the owner only, and whole or not at all: a crash while writing leaves the former content. */
export async function writeJsonFile(file: string, value: unknown): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600, flush: true });
  await rename(draft, file);
}
