import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cp, readFile, readdir, readlink, rename, rm, stat, symlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { paths, root } from "./paths.ts";
import { say } from "./say.ts";

const swagger = join(root, "node_modules/swagger-ui-dist");
const swaggerFiles = ["swagger-ui.css", "swagger-ui-bundle.js"];
/** A stack may be running on each of them. */
const buildsKept = 6;
/** Everything the output depends on; node_modules is there by way of the lock files. */
const inputs = [
  "dashboard/aliases.ts",
  "dashboard/headers.ts",
  "dashboard/index.html",
  "dashboard/package-lock.json",
  "dashboard/public",
  "dashboard/src",
  "dashboard/vite.config.ts",
  "client/api.ts",
  "local/build-dashboard.ts",
  "package-lock.json",
  "src/accounts/scopes.ts",
  "src/live/protocol.ts",
  "src/people/roles.ts",
  "src/schedules/recurrence.ts",
  "src/sms",
];

/**
 * Builds the dashboard and gathers the static assets, unless nothing has changed since the last time. Each build is a folder of its own that
 * `dist/assets` leads to: a stack that is running goes on with the one it began with.
 */
export async function buildDashboard(): Promise<void> {
  const folder = `${paths.assets}-${(await contentStamp()).slice(0, 16)}`;
  if (existsSync(join(folder, "index.html")) && (await currentFolder()) === folder) return;
  if (!existsSync(join(folder, "index.html"))) {
    const draft = `${folder}.${process.pid}`;
    await runVite(draft);
    await gatherAssets(draft);
    // Another build may have been quicker; it made the same.
    await rename(draft, folder).catch(() => rm(draft, { recursive: true, force: true }));
  }
  await leadTo(folder);
  await forgetOldBuilds();
}

/** In a process of its own: the other core bundles the Worker meanwhile. */
async function runVite(outDir: string): Promise<void> {
  const vite = join(paths.dashboard, "node_modules/vite/bin/vite.js");
  if (!existsSync(vite)) throw new Error("the dashboard's packages are missing: run npm ci in dashboard/");
  const child = spawn(paths.node, [vite, "build", "--logLevel", "warn", "--outDir", outDir], {
    cwd: paths.dashboard,
    // A test's own would make it a development build.
    env: { ...process.env, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  if (output !== "") say(output.trim());
  if (code !== 0) throw new Error("the dashboard could not be built");
}

async function gatherAssets(folder: string): Promise<void> {
  await rm(join(folder, "manifest.json"));
  for (const file of swaggerFiles) await cp(join(swagger, file), join(folder, "docs", file));
}

/** The build that is in force; null where there is none. */
async function currentFolder(): Promise<string | null> {
  const target = await readlink(paths.assets).catch(() => null);
  return target === null ? null : join(dirname(paths.assets), target);
}

/** In one step, so that whoever starts meanwhile finds a whole build. */
async function leadTo(folder: string): Promise<void> {
  const link = `${paths.assets}.${process.pid}`;
  await symlink(basename(folder), link);
  // An empty folder, of a stack that was started without a build.
  if ((await currentFolder()) === null) await rm(paths.assets, { recursive: true, force: true });
  await rename(link, paths.assets);
}

async function forgetOldBuilds(): Promise<void> {
  const dist = dirname(paths.assets);
  const names = (await readdir(dist)).filter((name) => /^assets-[\da-f]{16}$/.test(name));
  const builds = await Promise.all(
    names.map(async (name) => ({ folder: join(dist, name), madeAtMs: (await stat(join(dist, name))).mtimeMs })),
  );
  const old = builds.sort((one, other) => other.madeAtMs - one.madeAtMs).slice(buildsKept);
  for (const { folder } of old) await rm(folder, { recursive: true, force: true });
}

/** By content: a checkout touches times without changing anything, and building takes longer than reading. */
async function contentStamp(): Promise<string> {
  const hash = createHash("sha256");
  for (const input of inputs) {
    for (const file of await filesOf(input)) hash.update(`${file}\0`).update(await readFile(join(root, file)));
  }
  return hash.digest("hex");
}

async function filesOf(input: string): Promise<string[]> {
  const entries = await readdir(join(root, input), { recursive: true, withFileTypes: true }).catch(() => null);
  if (entries === null) return [input];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}
