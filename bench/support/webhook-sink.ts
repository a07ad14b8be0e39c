import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A customer's server that takes every webhook at once and only counts them. */
export class WebhookSink {
  requests = 0;
  readonly #server = createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      this.requests += 1;
      response.writeHead(204).end();
    });
  });

  /** Answers its URL. */
  async listen(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
