import { exports } from "cloudflare:workers";
import { origin } from "../support/people.ts";
import { type LiveFrame, pongText } from "../../../src/live/protocol.ts";

type FrameOf<Type extends LiveFrame["type"]> = Extract<LiveFrame, { type: Type }>;

/** Somebody who watches, frame by frame. */
export class Watcher {
  readonly closed: Promise<number>;
  readonly #socket: WebSocket;
  readonly #frames: LiveFrame[] = [];
  readonly #pongs: string[] = [];
  #wake = Promise.withResolvers<void>();

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    const closed = Promise.withResolvers<number>();
    this.closed = closed.promise;
    socket.addEventListener("message", ({ data }) => {
      if (data === pongText) this.#pongs.push(pongText);
      else this.#frames.push(JSON.parse(String(data)) as LiveFrame);
      this.#wake.resolve();
      this.#wake = Promise.withResolvers<void>();
    });
    socket.addEventListener("close", ({ code }) => closed.resolve(code));
    socket.accept();
  }

  /** By a key, or as somebody who is signed in. */
  static async open(who: string | { cookie: string }, query = ""): Promise<Watcher> {
    const headers = typeof who === "string" ? byKey(who) : { cookie: who.cookie, origin };
    const answer = await askToWatch(headers, query);
    if (answer.webSocket === null) throw new Error(`${answer.status}: ${await answer.text()}`);
    const watcher = new Watcher(answer.webSocket);
    await watcher.next("hello");
    return watcher;
  }

  /** The next frame of a type; others are passed over. */
  async next<Type extends LiveFrame["type"]>(type: Type): Promise<FrameOf<Type>> {
    for (;;) {
      const frame = this.#frames.shift();
      if (frame === undefined) await this.#wake.promise;
      else if (frame.type === type) return frame as FrameOf<Type>;
    }
  }

  /** The first frame of a type that is as asked for. */
  async until<Type extends LiveFrame["type"]>(
    type: Type,
    isIt: (frame: FrameOf<Type>) => boolean,
  ): Promise<FrameOf<Type>> {
    for (;;) {
      const frame = await this.next(type);
      if (isIt(frame)) return frame;
    }
  }

  async ping(): Promise<void> {
    this.#socket.send("ping");
    while (this.#pongs.length === 0) await this.#wake.promise;
  }

  close(): void {
    this.#socket.close();
  }
}

export function byKey(key: string): Record<string, string> {
  return { authorization: `Bearer ${key}` };
}

export function askToWatch(headers: Record<string, string>, query = ""): Promise<Response> {
  const url = `${origin}/people/v1/live${query}`;
  return exports.default.fetch(new Request(url, { headers: { ...headers, upgrade: "websocket" } }));
}
