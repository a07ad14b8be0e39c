import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { type Command, connectorCommand, startCommand } from "../../local/commands.ts";
import { endLeftovers, markOf } from "../../local/leftovers.ts";
import type { TestStack } from "./stack.ts";

/** A connector beside the stack's own, with a journal and a name of its own. */
export class ExtraConnector {
  readonly id: string;
  readonly #command: Command;
  readonly #log: number;
  #child: ChildProcess | undefined;

  constructor(stack: TestStack, id: string, token: string) {
    const folder = join(stack.folder, id);
    mkdirSync(folder);
    const command = connectorCommand(folder, stack.url, token);
    this.id = id;
    this.#command = { ...command, env: { ...command.env, HELIOGRAPH_CONNECTOR_ID: id } };
    this.#log = openSync(join(folder, "connector.log"), "a");
  }

  async start(): Promise<void> {
    this.#child = await startCommand(this.#command, this.#log);
  }

  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child?.pid === undefined || child.exitCode !== null) return;
    const ended = once(child, "exit");
    process.kill(-child.pid, "SIGKILL");
    await ended;
    await endLeftovers(markOf(this.#command.folder, "connector"));
  }
}
