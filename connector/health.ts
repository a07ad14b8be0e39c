import { once } from "node:events";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { ConnectorHealth } from "./connector.ts";

export interface HealthSource {
  health: () => ConnectorHealth;
  /** Why the process does not do its work, in a few words each; empty when it does. */
  ailments: () => string[];
  /** What Prometheus is told, and its content type. */
  metrics: () => Promise<string>;
  metricsContentType: string;
}

/**
 * Answers GET /healthz with the state of links and binds, with 200 while every link that should be up is, and with 503 and
 * the reasons otherwise; and GET /metrics. Binds that are down are the carrier's doing: starting again would not help.
 * @returns the port, which is the one asked for unless that was 0; rejects when it cannot be had
 */
export async function listenHealth(port: number, source: HealthSource): Promise<{ server: Server; port: number }> {
  const server = createServer((request, response) => void answer(source, request, response));
  server.listen(port);
  await once(server, "listening");
  const address = server.address();
  return { server, port: typeof address === "object" && address !== null ? address.port : port };
}

async function answer(source: HealthSource, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.method === "GET" ? request.url : undefined;
  if (path === "/healthz") {
    const reasons = source.ailments();
    const health = source.health();
    return reasons.length === 0 ? writeJson(response, 200, health) : writeJson(response, 503, { ...health, reasons });
  }
  if (path === "/metrics") {
    try {
      const text = await source.metrics();
      response.writeHead(200, { "content-type": source.metricsContentType }).end(text);
    } catch (error) {
      // Who cannot be measured goes on working.
      writeJson(response, 500, { error: error instanceof Error ? error.message : String(error) });
    }
    return;
  }
  writeJson(response, 404, { error: "GET /healthz or /metrics" });
}

function writeJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
