import { env, exports } from "cloudflare:workers";
import { gzip } from "../../../src/event-log/gzip.ts";
import { encodeCells } from "../../../src/event-log/log-line.ts";
import { pduColumns } from "../../../src/link/pdu-log.ts";
import type { PduLine } from "../../../src/pdu-log/pdu-line.ts";
import { type Answer, call } from "../http/support/api.ts";

/** A line of a connector, of `bogota-1` unless `cells` say otherwise. */
export function pduLine(atMs: number, cells: Partial<PduLine> = {}): string {
  const line: Partial<PduLine> = {
    time: new Date(atMs).toISOString().replace("Z", "000Z"),
    connectorId: "bogota-1",
    carrierId: "acme",
    bindId: "b1",
    direction: "out",
    command: "submit_sm",
    sequence: "7",
    octets: "71",
    ...cells,
  };
  return encodeCells(pduColumns.map((column) => line[column] ?? ""));
}

export function fileName(atMs: number, connectorId = "bogota-1", ending = "csv.gz"): string {
  return `pdus-${connectorId}-${new Date(atMs).toISOString().replaceAll(/[:.]/g, "-")}.${ending}`;
}

export interface Shipment {
  connectorId?: string;
  body?: BodyInit;
  headers?: Record<string, string>;
  token?: string;
}

/** Sends a file as a connector does. */
export async function ship(name: string, shipment: Shipment = {}): Promise<Answer> {
  const { connectorId = "bogota-1", body = new ArrayBuffer(0), headers = {}, token = env.CONNECTOR_TOKEN } = shipment;
  const response = await exports.default.fetch(
    new Request(`https://edge.test/connector/v1/logs/${encodeURIComponent(connectorId)}/${encodeURIComponent(name)}`, {
      method: "PUT",
      body,
      headers: { authorization: `Bearer ${token}`, "x-heliograph-last-line": "1", ...headers },
    }),
  );
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** Ships lines as one file that was begun at a moment. */
export async function shipLines(
  atMs: number,
  lines: readonly string[],
  { lastLineAtMs = atMs + 60_000, connectorId = "bogota-1" } = {},
): Promise<void> {
  const body = await gzip(encodeCells(pduColumns) + lines.join(""));
  const headers = { "x-heliograph-last-line": String(lastLineAtMs), "content-length": String(body.byteLength) };
  const answer = await ship(fileName(atMs, connectorId), { connectorId, body, headers });
  if (answer.status !== 201) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
}

/** The PDU log as an operator reads it. */
export async function readPdus(query: string): Promise<{ lines: Record<string, unknown>[]; answer: Answer }> {
  const answer = await call("GET", `/admin/v1/logs?source=connector&${query}`, { key: env.ADMIN_KEY });
  if (answer.status !== 200) return { lines: [], answer };
  const lines = String(answer.body)
    .split("\n")
    .filter((line) => line !== "");
  return { lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>), answer };
}
