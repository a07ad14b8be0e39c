import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { run } from "../../../ctl/run.ts";

export interface SeenRequest {
  method: string;
  /** With its query. */
  path: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: unknown;
}

export interface FakeEdge {
  url: string;
  requests: SeenRequest[];
}

/** An admin API that answers every request the same way. */
export async function fakeEdge(body: unknown, status = 200): Promise<FakeEdge> {
  const requests: SeenRequest[] = [];
  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "", headers } = request;
    const written = await text(request);
    const sent: unknown = headers["content-type"] === "application/json" ? JSON.parse(written) : written || undefined;
    requests.push({ method, path: url, headers, body: sent });
    response.writeHead(status, { "content-type": "application/json" });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  }
  const server = createServer((request, response) => void respond(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, requests };
}

/** Runs a command against an edge as a person would. */
export async function ctl(
  edge: { url: string } | null,
  ...args: string[]
): Promise<{ status: number; output: string; errors: string }> {
  let output = "";
  let errors = "";
  const status = await run(args, {
    environment: edge === null ? {} : { HELIOGRAPH_EDGE_URL: edge.url, HELIOGRAPH_ADMIN_KEY: "secret", USER: "maria" },
    write: (text) => {
      output += text;
    },
    writeError: (text) => {
      errors += text;
    },
  });
  return { status, output, errors };
}
