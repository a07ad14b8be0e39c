import { once } from "node:events";
import type { Server, Socket } from "node:net";
import { createServer as createTcpServer } from "node:net";
import { createServer as createTlsServer } from "node:tls";

/** How a server speaks TLS 1.2 and up. PEM texts. */
export interface ServerTls {
  certificatePem: string;
  keyPem: string;
  /** Demands a client certificate that these authorities signed; none is asked for when absent. */
  clientCaPem?: string;
}

/** A TCP or TLS server that can be closed at once, whatever its clients are in the middle of. */
export class Listener {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  /** @param onSocket is handed each connection, after its handshake where it is TLS */
  constructor(tls: ServerTls | undefined, onSocket: (socket: Socket) => void) {
    this.#server = tls === undefined ? createTcpServer({ noDelay: true }, onSocket) : tlsServer(tls, onSocket);
    this.#server.on("connection", (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
    });
  }

  /** Resolves with the port; rejects when it cannot listen. 0 takes a free one. */
  async listen(host: string, port: number): Promise<number> {
    this.#server.listen(port, host);
    await once(this.#server, "listening");
    const address = this.#server.address();
    return typeof address === "object" && address !== null ? address.port : port;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
    for (const socket of this.#sockets) {
      socket.destroy();
    }
    await closed;
  }
}

function tlsServer({ certificatePem, keyPem, clientCaPem }: ServerTls, onSocket: (socket: Socket) => void): Server {
  const server = createTlsServer({
    cert: certificatePem,
    key: keyPem,
    minVersion: "TLSv1.2",
    ...(clientCaPem !== undefined && { ca: clientCaPem, requestCert: true, rejectUnauthorized: true }),
  });
  server.on("secureConnection", onSocket);
  // A handshake that fails ends its own connection and nothing else.
  server.on("tlsClientError", (_error, socket) => socket.destroy());
  return server;
}
