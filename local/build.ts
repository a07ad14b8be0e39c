import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { buildDashboard } from "./build-dashboard.ts";
import { paths, root } from "./paths.ts";
import { say } from "./say.ts";

const stampFile = join(root, "dist/stamp");
/** Everything the output depends on; node_modules is there by way of the lock file. */
const inputs = ["src", "durable-objects", "local/build.ts", "package-lock.json"];

/** Bundles the Worker, unless nothing has changed since the last time. The folder of assets is there, whether or not they are built. */
export async function buildWorker(): Promise<void> {
  await mkdir(paths.assets, { recursive: true });
  const stamp = await stampOf(inputs);
  const last = await readFile(stampFile, "utf8").catch(() => "");
  if (last === stamp && existsSync(paths.workerBundle)) return;
  await bundleWorker("src/index.ts", paths.workerBundle);
  await writeWhole(stampFile, stamp);
}

/** Bundles the Worker that counts what it is billed for. */
export async function buildMeteredWorker(): Promise<void> {
  await bundleWorker("src/meter/metered-entry.ts", paths.meteredBundle);
}

/** The same bundle wrangler makes on deploy, as near as its options are known. */
async function bundleWorker(entry: string, outfile: string): Promise<void> {
  const result = await build({
    entryPoints: [join(root, entry)],
    bundle: true,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*", "node:*"],
    loader: { ".sql": "text", ".txt": "text", ".html": "text" },
    define: { "process.env.NODE_ENV": '"production"' },
    sourcemap: "linked",
    outfile,
    write: false,
    logLevel: "warning",
  });
  for (const file of result.outputFiles) await writeWhole(file.path, file.contents);
}

/** A digest of path, size and time of change of every file below; reading them all would take longer than bundling. */
async function stampOf(tops: string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const top of tops.filter((name) => existsSync(join(root, name)))) {
    const isFolder = (await stat(join(root, top))).isDirectory();
    const names = isFolder
      ? (await readdir(join(root, top), { recursive: true })).sort().map((name) => join(top, name))
      : [top];
    for (const name of names) {
      const { size, mtimeMs } = await stat(join(root, name));
      hash.update(`${name} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest("hex");
}

/** Renamed into place, so that a stack that starts meanwhile never reads half a file. */
async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, content);
  await rename(draft, file);
}

if (import.meta.main) {
  await Promise.all([buildWorker(), buildDashboard()]);
  say("built");
}
