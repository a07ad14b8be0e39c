import { spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");

/** Runs a program of the local stack, which knows a data directory and no edge. Returns its exit status. */
export async function runLocally(script: string, args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", join(root, script), ...args], {
    stdio: "inherit",
  });
  const [status] = (await once(child, "exit")) as [number | null];
  return status ?? 1;
}
