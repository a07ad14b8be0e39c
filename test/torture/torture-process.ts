import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { type Command, startCommand } from "../../local/commands.ts";
import { endLeftovers, markOf } from "../../local/leftovers.ts";

export interface TortureProcessOptions {
  name: string;
  command: Command;
  logFile: string;
  /** Resolves when it takes connections. */
  isReady: (child: ChildProcess) => Promise<void>;
  /** It ended, and nobody had told it to. */
  onUnexpectedEnd: (how: string) => void;
}

/** A process to be killed, frozen and started again, always on the same data. */
export class TortureProcess {
  readonly #options: TortureProcessOptions;
  #child: ChildProcess | undefined;
  #starts = 0;
  /** What is done to it may end it. */
  mayEnd = false;

  constructor(options: TortureProcessOptions) {
    this.#options = options;
  }

  /** Times it was started: what a process has only in memory is that of one start. */
  get starts(): number {
    return this.#starts;
  }

  get isRunning(): boolean {
    return this.#child !== undefined;
  }

  /** Of the process, and of the group that all it starts is in. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  async start(): Promise<void> {
    const { command, logFile, name, isReady, onUnexpectedEnd } = this.#options;
    const log = openSync(logFile, "a");
    const child = await startCommand(command, log);
    closeSync(log);
    this.#child = child;
    this.#starts++;
    child.once("exit", (code, signal) => {
      if (this.#child !== child) return;
      this.#child = undefined;
      if (!this.mayEnd) onUnexpectedEnd(`${name} ended by itself with ${signal ?? code ?? "nothing"}`);
    });
    await isReady(child);
  }

  /** SIGKILL to the process and to all it started, workerd included; frozen ones too. */
  async kill(): Promise<void> {
    const { command } = this.#options;
    const child = this.#child;
    this.#child = undefined;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    process.kill(-child.pid, "SIGKILL");
    await ended;
    await endLeftovers(markOf(command.folder, command.role));
  }

  freeze(): void {
    this.#signal("SIGSTOP");
  }

  thaw(): void {
    this.#signal("SIGCONT");
  }

  #signal(signal: NodeJS.Signals): void {
    const child = this.#child;
    if (child?.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, signal);
  }
}
