import { randomInt } from "node:crypto";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { readJsonFile, writeJsonFile } from "./json-file.ts";

export const loopback = "127.0.0.1";

/** Whether this process could listen there now. */
export async function isPortFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, loopback);
    await once(server, "listening");
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

/** Below those that systems give to outgoing connections (Linux: from 32768 on), which take them between a look and its use. */
const chosenPorts = { from: 15_000, before: 32_000 };
const mostLooks = 100;

export async function findFreePort(): Promise<number> {
  for (let look = 0; look < mostLooks; look++) {
    const port = randomInt(chosenPorts.from, chosenPorts.before);
    if (await isPortFree(port)) return port;
  }
  throw new Error(`none of ${mostLooks} ports is free`);
}

/** The simulator's port: the one of the last run while it is free, so that what points at it keeps working. */
export async function chooseSimulatorPort(file: string): Promise<number> {
  const kept = await readJsonFile(file, z.object({ simulator: z.number() }));
  if (kept && (await isPortFree(kept.simulator))) return kept.simulator;
  const simulator = await findFreePort();
  await writeJsonFile(file, { simulator });
  return simulator;
}

/** Resolves when something accepts connections there. */
export async function waitForPort(port: number, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const socket = connect(port, loopback);
    try {
      await once(socket, "connect");
      return;
    } catch (error) {
      if (Date.now() > deadline) {
        throw new Error(`nothing listens on port ${port} after ${timeoutMs / 1000} s`, { cause: error });
      }
      await sleep(25);
    } finally {
      socket.destroy();
    }
  }
}
