import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TestContext } from "vitest";

const run = promisify(execFile);
const installTimeoutMs = 120_000;
/** Daemons live in sbin, which an ordinary user's PATH lacks. */
const folders = [...(process.env["PATH"] ?? "").split(":"), "/usr/sbin", "/sbin"];

/** The path of a program of a Debian package, which is installed first where this process may do that. */
export async function debianProgram(context: TestContext, packageName: string, program: string): Promise<string> {
  const path = findProgram(program);
  if (path !== undefined) {
    return path;
  }
  const obstacle = await installPackage(packageName);
  return findProgram(program) ?? cannotRun(context, `${program} of Debian's ${packageName} is missing: ${obstacle}`);
}

/** Fails the test in CI, where everything must run, and skips it elsewhere. */
export function cannotRun(context: TestContext, reason: string): never {
  if (process.env["CI"]) {
    throw new Error(reason);
  }
  return context.skip(reason);
}

/** The path of a program, if it is there. */
export function findProgram(program: string): string | undefined {
  return folders.map((folder) => join(folder, program)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Resolves with what stood in the way, or what apt-get said last. */
export async function installPackage(packageName: string): Promise<string> {
  if (findProgram("apt-get") === undefined || process.getuid?.() !== 0) {
    return `install it with "apt-get install ${packageName}"`;
  }
  const options = { timeout: installTimeoutMs, env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  try {
    await run("apt-get", ["update", "-q"], options);
    const { stdout } = await run("apt-get", ["install", "-qy", "--no-install-recommends", packageName], options);
    return stdout.slice(-500);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
