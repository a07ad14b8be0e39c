import { once } from "node:events";
import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { expect, onTestFinished, test, vi } from "vitest";
import { processTally } from "../../../connector/metrics-tally.ts";
import { LogFolder } from "../../../connector/pdu-log/log-folder.ts";
import { LogShipper, type LogShipperOptions } from "../../../connector/pdu-log/log-shipper.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

interface Taken {
  path: string;
  headers: IncomingMessage["headers"];
  body: Buffer;
}

/** An edge that takes files, or answers as `answer` says. */
async function logEdge() {
  const edge = { url: "", taken: [] as Taken[], asked: 0, answer: (_file: Taken) => 201, holds: false };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    edge.asked++;
    const file = { path: request.url ?? "", headers: request.headers, body: await buffer(request) };
    if (edge.holds) return;
    const status = edge.answer(file);
    if (status < 300) edge.taken.push(file);
    response.writeHead(status).end("{}");
  };
  const server = createServer((request, response) => void serve(request, response).catch(() => undefined));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  edge.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/base`;
  return edge;
}

/** However slow the machine is. */
const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 15_000, interval: 5 });

const nameAt = (hour: string): string => `pdus-c1-2026-11-21T${hour}-00-00-000Z.csv.gz`;

function write(directory: string, hour: string, text = hour): Buffer {
  const octets = gzipSync(text);
  writeFileSync(join(directory, nameAt(hour)), octets);
  return octets;
}

function shipper(directory: string, url: string, more: Partial<LogShipperOptions & { totalBytes: number }> = {}) {
  const codes: string[] = [];
  const folder = new LogFolder({
    folder: directory,
    connectorId: "c1",
    ending: "csv",
    totalBytes: more.totalBytes ?? 2 ** 30,
    onDropped: (names) => codes.push(`dropped ${names.length}`),
  });
  const ships = new LogShipper({
    folder,
    edgeUrl: url,
    token: "s3cret",
    connectorId: "c1",
    fetch,
    random: () => 0.5,
    log: (code) => codes.push(code),
    isBusy: () => false,
    intervalMs: 10,
    retryMinMs: 5,
    retryMaxMs: 20,
    ...more,
  });
  onTestFinished(() => ships.stop());
  return { ships, folder, codes };
}

const hoursTaken = (taken: readonly Taken[]): string[] => taken.map(({ path }) => /T(\d\d)/.exec(path)?.[1] ?? "");

test("closed files go the oldest first, as they are, and are deleted once the edge has them", async () => {
  const directory = temporaryDirectory();
  const edge = await logEdge();
  write(directory, "11");
  const octets = write(directory, "10", "lines".repeat(100_000));
  const { mtimeMs } = statSync(join(directory, nameAt("10")));
  const open = "pdus-c1-2026-11-21T12-00-00-000Z.csv";
  writeFileSync(join(directory, open), "time\r\n");
  writeFileSync(join(directory, "pdus-c2-2026-11-21T09-00-00-000Z.csv.gz"), "another connector's");
  const { ships } = shipper(directory, edge.url);
  ships.start();
  await eventually(() => expect(readdirSync(directory)).toHaveLength(2));
  write(directory, "13");
  await eventually(() => expect(hoursTaken(edge.taken)).toEqual(["10", "11", "13"]));
  expect(edge.taken[0]?.path).toBe(`/base/connector/v1/logs/c1/${nameAt("10")}`);
  expect(edge.taken[0]?.body.equals(octets)).toBe(true);
  expect(edge.taken[0]?.headers).toMatchObject({
    authorization: "Bearer s3cret",
    "x-heliograph-connector": "c1",
    "content-length": String(octets.byteLength),
    "x-heliograph-last-line": String(Math.ceil(mtimeMs)),
  });
  expect(existsSync(join(directory, open))).toBe(true);
});

test("while the edge is away files stay, are tried again, and go in their order when it is back", async () => {
  const directory = temporaryDirectory();
  const edge = await logEdge();
  const before = processTally.pduFiles.get("failed") ?? 0;
  edge.answer = () => 503;
  for (const hour of ["10", "11"]) write(directory, hour);
  const { ships, codes } = shipper(directory, edge.url);
  ships.start();
  await eventually(() => expect(edge.asked).toBeGreaterThan(3));
  expect(readdirSync(directory)).toHaveLength(2);
  expect(codes).toEqual(["pdu_log.shipping_failed"]);
  edge.answer = () => 201;
  await eventually(() => expect(readdirSync(directory)).toEqual([]));
  expect(hoursTaken(edge.taken)).toEqual(["10", "11"]);
  expect(codes).toEqual(["pdu_log.shipping_failed", "pdu_log.shipping_recovered"]);
  expect((processTally.pduFiles.get("failed") ?? 0) - before).toBeGreaterThan(3);
});

test("a process that ends in the middle of a file leaves it, and the next one sends it whole", async () => {
  const directory = temporaryDirectory();
  const edge = await logEdge();
  const octets = write(directory, "10");
  edge.holds = true;
  const first = shipper(directory, edge.url);
  first.ships.start();
  await eventually(() => expect(edge.asked).toBe(1));
  await first.ships.stop();
  expect(readdirSync(directory)).toEqual([nameAt("10")]);
  edge.holds = false;
  // The edge had it all the same: that is as good.
  edge.answer = () => 200;
  const second = shipper(directory, edge.url);
  second.ships.start();
  await eventually(() => expect(readdirSync(directory)).toEqual([]));
  expect(edge.taken.map(({ body }) => body.equals(octets))).toEqual([true]);
});

test("a file that the edge refuses stays, is told of once, and holds up no other", async () => {
  const directory = temporaryDirectory();
  const edge = await logEdge();
  edge.answer = ({ path }) => (path.includes("T10") ? 400 : 201);
  for (const hour of ["10", "11"]) write(directory, hour);
  const { ships, codes } = shipper(directory, edge.url);
  ships.start();
  await eventually(() => expect(hoursTaken(edge.taken)).toEqual(["11"]));
  write(directory, "12");
  await eventually(() => expect(hoursTaken(edge.taken)).toEqual(["11", "12"]));
  expect(codes).toEqual(["pdu_log.file_refused"]);
  await eventually(() => expect(readdirSync(directory)).toEqual([nameAt("10")]));
});

test("the oldest that were not shipped go at the bound, which is told of", async () => {
  const directory = temporaryDirectory();
  const edge = await logEdge();
  edge.answer = () => 503;
  for (const hour of ["10", "11", "12"]) write(directory, hour);
  const { ships, folder, codes } = shipper(directory, edge.url, { totalBytes: 50 });
  ships.start();
  await eventually(() => expect(edge.asked).toBeGreaterThan(0));
  await folder.trim();
  expect(codes).toContain("dropped 1");
  edge.answer = () => 201;
  await eventually(() => expect(hoursTaken(edge.taken)).toEqual(["11", "12"]));
});

test("files wait while sessions need the process", async () => {
  const directory = temporaryDirectory();
  const edge = await logEdge();
  write(directory, "10");
  let looks = 0;
  const { ships } = shipper(directory, edge.url, { isBusy: () => ++looks < 4 });
  ships.start();
  await eventually(() => expect(edge.taken).toHaveLength(1));
  expect(looks).toBeGreaterThanOrEqual(4);
});
