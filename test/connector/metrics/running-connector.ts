import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import { Changes } from "../../support/until.ts";

export interface RunningConnector {
  child: ChildProcess;
  /** Where its health server listens. */
  url: string;
  /** Resolves with the exit code, or the signal that ended it. */
  ended: Promise<number | string>;
}

/**
 * Runs `command` until the test is over.
 * @returns once its health server listens; rejects with what it wrote when it ends before that
 */
export async function runConnector(
  command: readonly string[],
  environment: Record<string, string>,
  directory: string,
): Promise<RunningConnector> {
  const [file = "", ...args] = command;
  const child = spawn(file, args, {
    cwd: directory,
    env: { PATH: process.env["PATH"] ?? "", ...environment },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const changes = new Changes();
  const lines: string[] = [];
  const reader = createInterface({ input: child.stderr });
  reader.on("line", (line) => {
    lines.push(line);
    changes.changed();
  });
  const ended = once(child, "close").then(([code, signal]) => (typeof code === "number" ? code : String(signal)));
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  const listening = changes.until(() => lines.find((line) => line.includes('"health.listening"')));
  const line = await Promise.race([
    listening,
    ended.then((code) => {
      throw new Error(`ended with ${code}:\n${lines.join("\n")}`);
    }),
  ]);
  const { port } = JSON.parse(line) as { port: number };
  return { child, url: `http://127.0.0.1:${port}`, ended };
}

/** Asks `get` every 20 ms until it has something to give. */
export async function poll<Found>(get: () => Promise<Found | undefined>): Promise<Found> {
  for (;;) {
    const found = await get();
    if (found !== undefined) {
      return found;
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}
