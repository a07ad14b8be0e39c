import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { paths, root } from "./paths.ts";
import { say } from "./say.ts";

const stampFile = join(root, "dist/stamp");
/** Everything the output depends on; node_modules is there by way of the lock file. */
const inputs = ["src", "durable-objects", "dashboard", "local/build.ts", "package-lock.json"];
const swaggerFiles = ["swagger-ui.css", "swagger-ui-bundle.js"];

/** Bundles the Worker and gathers the static assets, unless nothing has changed since the last time. */
export async function buildWorker(): Promise<void> {
  const stamp = await stampOf(inputs);
  const last = await readFile(stampFile, "utf8").catch(() => "");
  if (last === stamp && existsSync(paths.workerBundle) && existsSync(paths.assets)) return;
  await Promise.all([bundleWorker("src/index.ts", paths.workerBundle), gatherAssets()]);
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

async function gatherAssets(): Promise<void> {
  await rm(paths.assets, { recursive: true, force: true });
  await mkdir(join(paths.assets, "docs"), { recursive: true });
  const dashboard = join(root, "dashboard");
  if (existsSync(dashboard)) await cp(dashboard, paths.assets, { recursive: true });
  const swagger = join(root, "node_modules/swagger-ui-dist");
  for (const file of swaggerFiles) await cp(join(swagger, file), join(paths.assets, "docs", file));
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
  await buildWorker();
  say("built");
}
