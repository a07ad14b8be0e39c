import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { startCommand, type Command } from "./commands.ts";
import { say } from "./say.ts";

const backoffMinMs = 250;
const backoffMaxMs = 5_000;
/** A child that ran this long has recovered: the next death starts the backoff anew. */
const healthyAfterMs = 10_000;
const stopTimeoutMs = 10_000;

/** Keeps one process running: starts it again, with growing pauses, whenever it ends without having been told to. */
export class Supervisor {
  readonly #command: Command;
  readonly #onDeath: (howItEnded: string) => void;
  #child: ChildProcess | undefined;
  #stopping = false;
  #startedAtMs = 0;
  #backoffMs = backoffMinMs;
  #restart: NodeJS.Timeout | undefined;

  /** `onDeath` hears of every end that was not asked for, before the restart. */
  constructor(command: Command, onDeath: (howItEnded: string) => void = () => {}) {
    this.#command = command;
    this.#onDeath = onDeath;
  }

  async start(): Promise<ChildProcess> {
    const child = await startCommand(this.#command);
    this.#child = child;
    this.#startedAtMs = Date.now();
    child.once("exit", (code, signal) => this.#ended(signal ?? `code ${code}`));
    child.once("error", (error) => say(`${this.#command.role}: ${error.message}`));
    if (this.#stopping) child.kill("SIGTERM");
    return child;
  }

  /** Asks it to end and waits; one that does not is killed, which it has to survive anyway. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#restart);
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    const impatience = setTimeout(() => {
      say(`the ${this.#command.role} does not end, killing it`);
      child.kill("SIGKILL");
    }, stopTimeoutMs);
    await ended;
    clearTimeout(impatience);
  }

  #ended(how: string): void {
    if (this.#stopping) return;
    this.#onDeath(how);
    if (Date.now() - this.#startedAtMs > healthyAfterMs) this.#backoffMs = backoffMinMs;
    say(`the ${this.#command.role} ended with ${how}, starting it again in ${this.#backoffMs} ms`);
    this.#restart = setTimeout(() => this.#startAgain(), this.#backoffMs);
    this.#backoffMs = Math.min(this.#backoffMs * 2, backoffMaxMs);
  }

  #startAgain(): void {
    this.start().catch((error: unknown) => {
      say(`the ${this.#command.role} cannot be started: ${String(error)}`);
      this.#ended("no start");
    });
  }
}
