import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { type Command, simulatorCommand, startCommand } from "../../local/commands.ts";
import { endLeftovers, markOf } from "../../local/leftovers.ts";
import { dataPaths } from "../../local/paths.ts";
import { findFreePort, loopback, waitForPort } from "../../local/ports.ts";
import type { TestStack } from "./stack.ts";
import { type Submit, readSubmits } from "./submits.ts";

/** Another carrier's SMSC beside the stack's own. */
export class ExtraSimulator {
  readonly port: number;
  readonly #command: Command;
  readonly #child: ChildProcess;

  private constructor(port: number, command: Command, child: ChildProcess) {
    this.port = port;
    this.#command = command;
    this.#child = child;
  }

  static async start(stack: TestStack, id: string): Promise<ExtraSimulator> {
    const folder = join(stack.folder, id);
    mkdirSync(folder);
    const port = await findFreePort();
    const command = simulatorCommand(folder, { host: loopback, port, systemId: "e2e", password: "secret" }, 200);
    const child = await startCommand(command, openSync(join(folder, "simulator.log"), "a"));
    await waitForPort(port, 20_000);
    return new ExtraSimulator(port, command, child);
  }

  async kill(): Promise<void> {
    const { pid, exitCode } = this.#child;
    if (pid === undefined || exitCode !== null) return;
    const ended = once(this.#child, "exit");
    process.kill(-pid, "SIGKILL");
    await ended;
    await endLeftovers(markOf(this.#command.folder, "simulator"));
  }

  submits(): Submit[] {
    return readSubmits(dataPaths(this.#command.folder).simulatorData);
  }
}
