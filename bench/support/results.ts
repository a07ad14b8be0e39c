import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../../local/paths.ts";

const folder = join(import.meta.dirname, "../results");
const document = join(root, "docs/performance.md");

/** Keeps a run under its time, as JSON and as Markdown. Resolves with the path of the latter. */
export async function keepResults(at: string, results: unknown, report: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const name = join(folder, `bench-${at.replaceAll(":", "-")}`);
  await writeFile(`${name}.json`, `${JSON.stringify(results, null, 2)}\n`);
  await writeFile(`${name}.md`, report);
  return `${name}.md`;
}

/** Puts a scene's report between its marks in docs/performance.md. */
export async function writeToDocument(sceneId: string, report: string): Promise<void> {
  const text = await readFile(document, "utf8");
  const begin = `<!-- bench ${sceneId} -->\n`;
  const end = `<!-- end of bench ${sceneId} -->`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`docs/performance.md has no place for scene ${sceneId}`);
  await writeFile(document, `${text.slice(0, from + begin.length)}\n${report}\n\n${text.slice(to)}`);
}
