import { once } from "node:events";
import type { Server } from "node:http";
import { createServer } from "node:http";
import type { ConnectorHealth } from "./connector.ts";

/**
 * Answers GET /healthz with 200 and the state of links and binds: that the process lives, not that everything is up.
 * @returns the port, which is the one asked for unless that was 0; rejects when it cannot be had
 */
export async function listenHealth(
  port: number,
  health: () => ConnectorHealth,
): Promise<{ server: Server; port: number }> {
  const server = createServer((request, response) => {
    const found = request.method === "GET" && request.url === "/healthz";
    response.writeHead(found ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(found ? health() : { error: "GET /healthz" }));
  });
  server.listen(port);
  await once(server, "listening");
  const address = server.address();
  return { server, port: typeof address === "object" && address !== null ? address.port : port };
}
