import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { gzip } from "../../../src/event-log/gzip.ts";
import { pduFileLimitBytes } from "../../../src/link/pdu-log.ts";
import { problemOf } from "../http/support/api.ts";
import { fileName, pduLine, ship } from "./scene.ts";

const atMs = Date.UTC(2026, 7, 3, 15, 4, 5, 678);

async function keysOf(hour: string): Promise<string[]> {
  const { objects } = await env.LOGS.list({ prefix: `pdus/${hour}/` });
  return objects.map(({ key }) => key);
}

describe("PUT /connector/v1/logs/{connectorId}/{file}", () => {
  it("stores a file below its hour, and once", async ({ expect }) => {
    const body = await gzip(pduLine(atMs));
    const shipment = { body, headers: { "content-length": String(body.byteLength), "x-heliograph-last-line": "12" } };
    const first = await ship(fileName(atMs), shipment);
    expect([first.status, first.body]).toEqual([201, { stored: true }]);
    const [key = ""] = await keysOf("2026/08/03/15");
    expect(key).toBe(`pdus/2026/08/03/15/${atMs}-bogota-1.csv.gz`);
    const stored = await env.LOGS.get(key);
    expect(stored?.customMetadata).toEqual({ lastLineAtMs: "12" });
    expect(new Uint8Array((await stored?.arrayBuffer()) ?? [])).toEqual(new Uint8Array(body));
    const again = await ship(fileName(atMs), shipment);
    expect([again.status, again.body]).toEqual([200, { stored: false }]);
    expect((await env.LOGS.head(key))?.version).toBe(stored?.version);
    const another = await gzip(`${pduLine(atMs)}${pduLine(atMs + 77)}`);
    const refused = await ship(fileName(atMs), {
      body: another,
      headers: { "content-length": String(another.byteLength) },
    });
    expect([refused.status, problemOf(refused).errors?.[0]?.path]).toEqual([400, "file"]);
    expect((await env.LOGS.head(key))?.version).toBe(stored?.version);
  });

  it("stores it once where two bring it at the same time", async ({ expect }) => {
    const body = await gzip(pduLine(atMs + 7_200_000));
    const shipment = { body, headers: { "content-length": String(body.byteLength) } };
    const answers = await Promise.all([1, 2, 3].map(() => ship(fileName(atMs + 7_200_000), shipment)));
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 200, 201]);
  });

  it.for([
    "notes.txt",
    "../../events/2026/08/03/15/1.csv.gz",
    "pdus-bogota-1-2026-02-30T15-04-05-678Z.csv.gz",
    "pdus-bogota-1-2026-08-03T15-04-05-678Z.csv",
    "pdus-bogota-2-2026-08-03T15-04-05-678Z.csv.gz",
    "pdus-bogota-1-2026-08-03T15-04-05-678Z.csv.gz/../x",
  ])("refuses the name %s", async (name, { expect }) => {
    const body = await gzip("");
    const answer = await ship(name, { body, headers: { "content-length": String(body.byteLength) } });
    expect([answer.status, problemOf(answer).errors?.[0]?.path]).toEqual([400, "file"]);
  });

  it("refuses what is no gzip, is too large, or does not say how long it is", async ({ expect }) => {
    const laterMs = atMs + 3_600_000;
    for (const text of ["time,connectorId\r\n", "", "\u001f"]) {
      const headers = { "content-length": String(text.length) };
      const answer = await ship(fileName(laterMs), { body: text, headers });
      expect([answer.status, problemOf(answer).detail]).toEqual([400, "The file is not gzip."]);
    }
    const large = await ship(fileName(laterMs), { headers: { "content-length": String(pduFileLimitBytes + 1) } });
    expect([large.status, problemOf(large).code]).toEqual([413, "body_too_large"]);
    const body = new Blob([await gzip("lines")]).stream().pipeThrough(new TransformStream());
    const endless = await ship(fileName(laterMs), { body });
    expect([endless.status, problemOf(endless).errors?.[0]?.path]).toEqual([400, "Content-Length"]);
    expect(await keysOf("2026/08/03/16")).toEqual([]);
  });

  it("stores nothing of a file that does not come whole", async ({ expect }) => {
    const laterMs = atMs + 3_600_000;
    const body = await gzip(pduLine(laterMs));
    const answer = await ship(fileName(laterMs), { body, headers: { "content-length": String(body.byteLength + 9) } });
    expect([answer.status, problemOf(answer).code]).toEqual([400, "invalid_request"]);
    expect(await keysOf("2026/08/03/16")).toEqual([]);
  });

  it("is for connectors", async ({ expect }) => {
    for (const token of [env.ADMIN_KEY, "nonsense"]) {
      const answer = await ship(fileName(atMs), { token });
      expect([answer.status, problemOf(answer).code]).toEqual([401, "unauthenticated"]);
    }
  });
});
