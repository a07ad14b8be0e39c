import { spawn } from "node:child_process";
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

/** The dashboard's packages are its own: nothing of React is near the Worker. */
const packages = [root, join(root, "dashboard")];

/** Runs `npm ci` where node_modules is not what package-lock.json asks for; its output goes to standard error. */
export async function installMissing() {
  const missing = packages.filter((folder) => !isInstalled(folder));
  if (missing.length === 0) return;
  process.stderr.write("heliograph: installing dependencies\n");
  const installed = await Promise.all(missing.map(install));
  if (!installed.every(Boolean)) {
    process.stderr.write("heliograph: npm ci failed\n");
    process.exit(1);
  }
}

/**
 * @param {string} folder
 * @returns {Promise<boolean>} Whether it ended with 0.
 */
function install(folder) {
  return new Promise((resolve) => {
    // Said aloud where it fails, even under `npm start --silent`. One dependency would report the installation to its makers.
    spawn("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
      cwd: folder,
      env: { ...process.env, SCARF_ANALYTICS: "false" },
      stdio: ["ignore", 2, 2],
    })
      .on("error", () => resolve(false))
      .on("exit", (status) => resolve(status === 0));
  });
}

/** @typedef {Record<string, { version: string, optional?: boolean, devOptional?: boolean }>} Packages */

/**
 * By content, since a checkout touches the lock file's time without changing it. Optional packages are per platform.
 *
 * @param {string} folder
 */
function isInstalled(folder) {
  if (folder === root && !existsSync(node)) return false;
  const wanted = packagesIn(join(folder, "package-lock.json"));
  const present = packagesIn(join(folder, "node_modules/.package-lock.json"));
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
