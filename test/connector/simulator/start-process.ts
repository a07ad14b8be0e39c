import { fork } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

export const simulatorMain = fileURLToPath(new URL("../../../connector/simulator/main.ts", import.meta.url));

interface Ready {
  ready: true;
  host: string;
  port: number;
  /** Where it was asked to speak UCP. */
  ucpPort?: number;
  controlPort: number;
}

/** The simulator as a process of its own, ready to be bound to. */
export async function startSimulatorProcess(...flags: string[]) {
  const child = fork(simulatorMain, ["--port", "0", "--control-port", "0", "--json", ...flags], { silent: true });
  const exited = once(child, "exit");
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await exited;
  });
  if (child.stdout === null) {
    throw new Error("no stdout");
  }
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  const { port, ucpPort = 0, controlPort } = JSON.parse(line) as Ready;
  return { child, exited, control: `http://127.0.0.1:${controlPort}`, port, ucpPort };
}
