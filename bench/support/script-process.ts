import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { startScript } from "../start-script.ts";

interface Asked {
  id: number;
  request: unknown;
}

interface Answered {
  id: number;
  answer: unknown;
}

/** A script of the bench in a process of its own, which answers what it is asked. Its first message is its port. */
export class ScriptProcess<Request> {
  readonly pid: number;
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #lastId = 0;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.pid = child.pid ?? 0;
    this.port = port;
    child.on("message", (message) => {
      const { id, answer } = message as Answered;
      this.#waiting.get(id)?.resolve(answer);
      this.#waiting.delete(id);
    });
    child.on("exit", () => {
      for (const { reject } of this.#waiting.values()) reject(new Error("a process of the bench ended"));
    });
  }

  static async start<Request>(script: string): Promise<ScriptProcess<Request>> {
    const child = startScript(script, "");
    const failed = once(child, "exit").then(() => {
      throw new Error(`${script} ended before it listened`);
    });
    failed.catch(() => undefined);
    const [port] = (await Promise.race([once(child, "message"), failed])) as [number];
    return new ScriptProcess<Request>(child, port);
  }

  /** Resolves with what the script answers, in the shape that its side of the protocol promises. */
  async ask(request: Request): Promise<unknown> {
    const id = ++this.#lastId;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(id, waiting);
    this.#child.send({ id, request } satisfies Asked);
    return waiting.promise;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await ended;
  }
}

/** The other end, within the script. */
export function answerRequests(port: number, answer: (request: unknown) => unknown): void {
  process.on("message", (message) => {
    const { id, request } = message as Asked;
    process.send?.({ id, answer: answer(request) ?? null } satisfies Answered);
  });
  process.send?.(port);
}
