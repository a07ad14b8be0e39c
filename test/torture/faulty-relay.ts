import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { loopback } from "../../local/ports.ts";
import { type FrameReader, reorder } from "./frames.ts";

/**
 * cut: connections are reset, new ones too. stalled: nothing passes, and all of it does later. half-open: nothing passes, and what
 * was on its way is lost with the connections. slow: each piece takes a while. reordered: the PDUs that came within a moment arrive
 * backwards, as TCP never does and an SMSC of several machines may.
 */
export const linkStates = ["open", "cut", "stalled", "half-open", "slow", "reordered"] as const;
export type LinkState = (typeof linkStates)[number];

const slowMs = 300;
/** Long enough for several PDUs to come. */
const gatherMs = 60;

interface Pair {
  client: Socket;
  server: Socket;
}

/** Stands between a client and a server on this machine and fails as networks do. */
export class FaultyRelay {
  readonly #server: Server;
  readonly #pairs = new Set<Pair>();
  readonly #makeFrames: (() => FrameReader) | undefined;
  #state: LinkState = "open";

  private constructor(upstreamPort: number, makeFrames: (() => FrameReader) | undefined) {
    this.#makeFrames = makeFrames;
    this.#server = createServer({ noDelay: true }, (client) => this.#accept(client, upstreamPort));
  }

  /** Without `makeFrames` nothing can be reordered. */
  static async listen(upstreamPort: number, makeFrames?: () => FrameReader): Promise<FaultyRelay> {
    const relay = new FaultyRelay(upstreamPort, makeFrames);
    relay.#server.listen(0, loopback);
    await once(relay.#server, "listening");
    return relay;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }

  become(state: LinkState): void {
    const before = this.#state;
    this.#state = state;
    if (state === "cut" || before === "half-open") this.#resetAll();
    for (const { client, server } of this.#pairs) {
      for (const socket of [client, server]) {
        if (this.#isHeld) socket.pause();
        else socket.resume();
      }
    }
  }

  async close(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#resetAll();
    await closed;
  }

  get #isHeld(): boolean {
    return this.#state === "stalled" || this.#state === "half-open";
  }

  #accept(client: Socket, upstreamPort: number): void {
    client.on("error", () => undefined);
    if (this.#state === "cut") {
      client.resetAndDestroy();
      return;
    }
    const pair = { client, server: connect({ port: upstreamPort, host: loopback, noDelay: true }) };
    this.#pairs.add(pair);
    this.#pass(pair, client, pair.server);
    this.#pass(pair, pair.server, client);
    if (this.#isHeld) {
      client.pause();
      pair.server.pause();
    }
  }

  /** One piece at a time, so that whatever becomes of the link in between, octets keep their order. */
  #pass(pair: Pair, source: Socket, target: Socket): void {
    let underWay = Promise.resolve();
    const frames = this.#makeFrames?.();
    source.on("data", (chunk) => {
      source.pause();
      underWay = underWay.then(() => this.#forward(source, target, this.#arrange(chunk, frames)));
    });
    source.on("end", () => void underWay.then(() => target.end()));
    source.on("error", () => target.destroy());
    source.on("close", () => {
      this.#pairs.delete(pair);
      void underWay.then(() => target.destroySoon());
    });
  }

  #arrange(chunk: Buffer, frames: FrameReader | undefined): Buffer {
    const cut = frames?.cut(chunk);
    return cut !== undefined && this.#state === "reordered" ? reorder(cut) : chunk;
  }

  async #forward(source: Socket, target: Socket, chunk: Buffer): Promise<void> {
    if (this.#state === "slow") await sleep(slowMs);
    if (!target.writable) return;
    if (!target.write(chunk)) await Promise.race([once(target, "drain"), once(target, "close")]).catch(() => undefined);
    if (this.#state === "reordered") await sleep(gatherMs);
    if (!this.#isHeld) source.resume();
  }

  #resetAll(): void {
    for (const { client, server } of this.#pairs) {
      client.resetAndDestroy();
      server.resetAndDestroy();
    }
    this.#pairs.clear();
  }
}
