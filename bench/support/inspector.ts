import { once } from "node:events";
import { WebSocket } from "ws";
import { z } from "zod";
import { loopback } from "../../local/ports.ts";

const targetsSchema = z.array(z.object({ id: z.string() }));
const answerSchema = z.object({
  id: z.number().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});

/** A session with one isolate of workerd, in the Chrome DevTools Protocol. */
export class Inspector {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data: Buffer) => this.#take(data.toString()));
    socket.on("close", () => {
      for (const { reject } of this.#waiting.values()) reject(new Error("the inspector closed the session"));
    });
  }

  /** Opens a session with the Worker of this name. */
  static async open(port: number, worker: string): Promise<Inspector> {
    const targets = targetsSchema.parse(await (await fetch(`http://${loopback}:${port}/json`)).json());
    const target = targets.find(({ id }) => id === `core:user:${worker}`);
    if (target === undefined) throw new Error(`no ${worker} among ${targets.map(({ id }) => id).join(", ")}`);
    const socket = new WebSocket(`ws://${loopback}:${port}/${target.id}`, { maxPayload: 2 ** 30 });
    await once(socket, "open");
    return new Inspector(socket);
  }

  /** Resolves with what the method returns. */
  call(method: string, params: Record<string, unknown> = {}): Promise<unknown> {
    const id = ++this.#lastId;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(id, waiting);
    this.#socket.send(JSON.stringify({ id, method, params }));
    return waiting.promise;
  }

  close(): void {
    this.#socket.terminate();
  }

  #take(text: string): void {
    const { id, result, error } = answerSchema.parse(JSON.parse(text));
    if (id === undefined) return;
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(result);
    else waiting?.reject(new Error(error.message));
  }
}
