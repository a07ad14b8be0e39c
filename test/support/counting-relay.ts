import { once } from "node:events";
import type { Server, Socket } from "node:net";
import { connect, createServer } from "node:net";

/** What one side said over one connection. */
export interface Stream {
  from: "client" | "server";
  bytes: Buffer;
}

interface Recording {
  from: Stream["from"];
  chunks: Buffer[];
}

/**
 * Stands between a client and a server on loopback and remembers what passed between itself and the server: all that the
 * server said, and what the client said while the server was there.
 */
export class CountingRelay {
  readonly #server: Server;
  readonly #recordings: Recording[] = [];
  readonly #sockets = new Set<Socket>();

  constructor(upstreamPort: number) {
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
      const server = connect({ port: upstreamPort, host: "127.0.0.1", allowHalfOpen: true, noDelay: true });
      this.#pass("client", client, server);
      this.#pass("server", server, client);
    });
  }

  async listen(): Promise<number> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    const address = this.#server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) {
      socket.destroy();
    }
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  streams(): Stream[] {
    return this.#recordings.map(({ from, chunks }) => ({ from, bytes: Buffer.concat(chunks) }));
  }

  #pass(from: Stream["from"], source: Socket, target: Socket): void {
    const recording: Recording = { from, chunks: [] };
    this.#recordings.push(recording);
    this.#sockets.add(source);
    source.on("data", (chunk) => {
      if (from === "server" || target.writable) {
        recording.chunks.push(chunk);
      }
      if (target.writable) {
        target.write(chunk);
      }
    });
    source.on("end", () => target.end());
    source.on("error", () => target.destroy());
    source.on("close", () => {
      this.#sockets.delete(source);
      target.destroySoon();
    });
  }
}
