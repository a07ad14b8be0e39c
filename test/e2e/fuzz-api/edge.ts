import { type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildWorker } from "../../../local/build.ts";
import { edgeCommand, startCommand } from "../../../local/commands.ts";
import { endLeftovers, markOf } from "../../../local/leftovers.ts";
import { dataPaths } from "../../../local/paths.ts";
import { findFreePort, loopback } from "../../../local/ports.ts";
import { type Secrets, loadSecrets } from "../../../local/secrets.ts";
import { waitForReady } from "../../../local/stack.ts";

/** The Worker with its objects, queues and database, and nobody to dial carriers: what is sent waits. */
export interface Edge {
  port: number;
  secrets: Secrets;
  /** Rejects when the process ends. */
  ended: Promise<never>;
}

export async function withEdge<T>(use: (edge: Edge) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "heliograph-fuzz-api-"));
  const logFile = join(folder, "edge.log");
  const port = await findFreePort();
  const secrets = await loadSecrets(dataPaths(folder).secrets);
  await buildWorker();
  const log = openSync(logFile, "a");
  const child = await startCommand(edgeCommand(folder, port), log);
  closeSync(log);
  try {
    await waitForReady(child);
    const ended = once(child, "exit").then((): never => {
      throw new Error(`the edge has ended:\n${readFileSync(logFile, "utf8").slice(-2_000)}`);
    });
    ended.catch(() => undefined);
    return await Promise.race([use({ port, secrets, ended }), ended]);
  } finally {
    await kill(child, folder);
  }
}

export const host = loopback;

async function kill(child: ChildProcess, folder: string): Promise<void> {
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    const ended = once(child, "exit");
    process.kill(-child.pid, "SIGKILL");
    await ended;
    await endLeftovers(markOf(folder, "edge"));
  }
  await rm(folder, { recursive: true, force: true });
}
