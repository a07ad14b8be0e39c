import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { z } from "zod";
import { paths } from "../../../local/paths.ts";

/** What a process under attack says to the one that attacks it. */
export const targetMessageSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready"), port: z.number() }),
  z.object({ kind: z.literal("memory"), liveBytes: z.number(), residentBytes: z.number() }),
  /** Every bind of the process had a text accepted since it was asked to serve. */
  z.object({ kind: z.literal("served") }),
  /** Texts that ended more than once, or never. */
  z.object({ kind: z.literal("settled"), submitted: z.number(), settledOtherwise: z.number() }),
]);

export type TargetMessage = z.infer<typeof targetMessageSchema>;
/** attack and serve: the other side is hostile from now on, or honest. */
export type TargetCommand = "attack" | "memory" | "serve" | "settle";

/** Octets of a process after its garbage was collected. */
export interface Memory {
  /** Of JavaScript's heap and the buffers outside it. */
  liveBytes: number;
  residentBytes: number;
}

/** A program of this folder in a process of its own; what it dies of is an error of everything asked of it from then on. */
export class Target {
  readonly #child: ChildProcess;
  readonly #died: Promise<never>;

  constructor(program: string, args: string[]) {
    const options = {
      execPath: paths.node,
      execArgv: ["--disable-warning=ExperimentalWarning", "--expose-gc"],
      stdio: ["ignore", "ignore", "pipe", "ipc"] satisfies ("ignore" | "pipe" | "ipc")[],
    };
    this.#child = fork(join(import.meta.dirname, program), args, options);
    let complaints = "";
    this.#child.stderr?.on("data", (chunk: Buffer) => {
      complaints = `${complaints}${chunk.toString()}`.slice(-4_000);
    });
    this.#died = once(this.#child, "exit").then(() => {
      throw new Error(`${program} died: ${complaints}`);
    });
    this.#died.catch(() => undefined);
  }

  /** Resolves with the next message of this kind. */
  async next<Kind extends TargetMessage["kind"]>(kind: Kind): Promise<Extract<TargetMessage, { kind: Kind }>> {
    const found = new Promise<Extract<TargetMessage, { kind: Kind }>>((resolve) => {
      const listen = (raw: unknown): void => {
        const message = targetMessageSchema.parse(raw);
        if (isOf(message, kind)) {
          this.#child.off("message", listen);
          resolve(message);
        }
      };
      this.#child.on("message", listen);
    });
    return Promise.race([found, this.#died]);
  }

  tell(command: TargetCommand): void {
    this.#child.send(command);
  }

  async ask<Kind extends TargetMessage["kind"]>(command: TargetCommand, kind: Kind) {
    const answer = this.next(kind);
    this.tell(command);
    return answer;
  }

  /** Rejects when the process dies before `work` is done. */
  async whileAlive<Result>(work: Promise<Result>): Promise<Result> {
    return Promise.race([work, this.#died]);
  }

  async end(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const exited = once(this.#child, "exit");
      this.#child.kill("SIGKILL");
      await exited;
    }
  }
}

function isOf<Kind extends TargetMessage["kind"]>(
  message: TargetMessage,
  kind: Kind,
): message is Extract<TargetMessage, { kind: Kind }> {
  return message.kind === kind;
}
