import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

// Plain JavaScript of Node 20 with no dependencies: this runs before anything is installed.

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const node = join(root, "node_modules/.bin/node");

/** The environment in which a bare `node`, `vitest` or `wrangler` is the project's own. */
export const environment = {
  ...process.env,
  PATH: `${join(root, "node_modules/.bin")}${delimiter}${process.env["PATH"]}`,
  WRANGLER_SEND_METRICS: "false",
};

/** Runs `npm ci` unless node_modules is what package-lock.json asks for; its output goes to standard error. */
export function installMissing() {
  if (isInstalled()) return;
  process.stderr.write("heliograph: installing dependencies\n");
  // Said aloud where it fails, even under `npm start --silent`. One dependency would report the installation to its makers.
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    env: { ...process.env, SCARF_ANALYTICS: "false" },
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) {
    process.stderr.write("heliograph: npm ci failed\n");
    process.exit(1);
  }
}

/** @typedef {Record<string, { version: string, optional?: boolean, devOptional?: boolean }>} Packages */

/** By content, since a checkout touches the lock file's time without changing it. Optional packages are per platform. */
function isInstalled() {
  if (!existsSync(node)) return false;
  const wanted = packagesIn(join(root, "package-lock.json"));
  const present = packagesIn(join(root, "node_modules/.package-lock.json"));
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    const found = present[path];
    return found ? found.version === version : path === "" || optional || devOptional;
  });
}

/**
 * @param {string} file
 * @returns {Packages}
 */
function packagesIn(file) {
  if (!existsSync(file)) return {};
  const lock = /** @type {{ packages: Packages }} */ (JSON.parse(readFileSync(file, "utf8")));
  return lock.packages;
}
