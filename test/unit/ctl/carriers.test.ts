import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import { ctl, fakeEdge } from "./fake-edge.ts";

const bind = { id: "b1", kind: "smpp", enabled: true, host: "smsc.example.net", port: 2775 };
const carrier = {
  id: "one",
  version: 4,
  name: "One",
  service: "draining",
  onUnknown: "resend",
  maxAttempts: 5,
  segmentsPerSecond: null,
  connectors: ["c1"],
  waitingTexts: 7,
  delayedTexts: 0,
  movingTexts: 0,
  segmentsInFlight: 0,
  parkedReceipts: 0,
  health: { state: "up", sinceMs: null },
  drained: false,
  binds: [{ ...bind, state: "bound", connector: "c1" }],
};

const trial = {
  dryRun: true,
  version: 4,
  changes: [{ path: "binds.b1.port", before: 2775, after: 2776 }],
  binds: [{ bindId: "b1", effect: "rebind" }],
  waitingTexts: 7,
  delayedTexts: 1,
  segmentsInFlight: 3,
  segmentsPerSecond: 50,
  lastHour: { texts: 90, segments: 120, peakSegmentsPerMinute: 60, minutesAbovePace: 0, sampled: false },
  withoutCarrier: { elsewhere: [{ carrierId: "two", texts: 80 }], nowhere: 10 },
};

function file(content: unknown): string {
  const name = join(temporaryDirectory(), "file.json");
  writeFileSync(name, JSON.stringify(content));
  return name;
}

describe("ctl carriers", () => {
  it("lists and shows them", async () => {
    const edge = await fakeEdge(carrier);
    const { output } = await ctl(edge, "carriers", "show", "a/b");
    expect(edge.requests[0]?.path).toBe("/admin/v1/carriers/a%2Fb");
    expect(output).toMatch(/^service\s+draining$/m);
    expect(output).toMatch(/^texts waiting\s+7$/m);
    expect(output).toMatch(/^b1\s+smpp\s+yes\s+smsc.example.net:2775\s+bound\s+c1\s+-$/m);
    const listed = { id: "one", name: "One", service: "active", version: 4, createdAt: "2026-11-21" };
    const listing = await fakeEdge({ data: [listed], nextCursor: null });
    expect((await ctl(listing, "carriers", "list")).output).toBe(
      "ID   NAME  SERVICE  VERSION  CREATED\none  One   active   4        2026-11-21\n",
    );
  });

  it("shows an HTTP operator with the addresses it is to call", async () => {
    const http = {
      request: { method: "POST", url: "https://operator.example.net/messages" },
      requestsInFlight: 3,
      resting: { until: "2026-11-21T12:00:00.000Z", reason: "refused" },
      callbackUrls: { receipts: "https://edge.test/operators/v1/one/receipts/1.abc", inbound: null },
    };
    const { output } = await ctl(await fakeEdge({ ...carrier, binds: [], http }), "carriers", "show", "one");
    expect(output).toMatch(/^operator\s+POST https:\/\/operator\.example\.net\/messages$/m);
    expect(output).toMatch(/^resting\s+refused, until 2026-11-21T12:00:00\.000Z$/m);
    expect(output).toMatch(/^receipts go to\s+https:\/\/edge\.test\/operators\/v1\/one\/receipts\/1\.abc$/m);
  });

  it("configures one from what it has shown, without what the edge alone can say", async () => {
    const edge = await fakeEdge(carrier);
    await ctl(edge, "carriers", "set", file(carrier), "--if-version", "4", "--note", "tonight");
    expect(edge.requests[0]).toMatchObject({
      method: "PUT",
      path: "/admin/v1/carriers/one",
      headers: { "if-match": '"4"' },
    });
    expect(edge.requests[0]?.body).toEqual({
      name: "One",
      service: "draining",
      onUnknown: "resend",
      maxAttempts: 5,
      segmentsPerSecond: null,
      binds: [bind],
      note: "tonight",
    });
  });

  it("tells what a change would do", async () => {
    const edge = await fakeEdge(trial);
    const { output } = await ctl(edge, "carriers", "set", file(carrier), "--dry-run");
    expect(edge.requests[0]?.path).toBe("/admin/v1/carriers/one?dryRun=true");
    expect(output).toMatch(/^binds.b1.port\s+2775\s+2776$/m);
    expect(output).toMatch(/^b1\s+rebind$/m);
    expect(output).toMatch(/^without it, elsewhere\s+two 80$/m);
  });

  it.for<[string, string[], string]>([
    ["drains a carrier", ["carriers", "drain", "one"], "/admin/v1/carriers/one/drain"],
    ["disables a carrier", ["carriers", "disable", "one"], "/admin/v1/carriers/one/disable"],
    ["activates a carrier", ["carriers", "activate", "one"], "/admin/v1/carriers/one/activate"],
    ["takes a bind down", ["binds", "disable", "one", "b1"], "/admin/v1/carriers/one/binds/b1/disable"],
    ["puts a bind up", ["binds", "activate", "one", "b1"], "/admin/v1/carriers/one/binds/b1/activate"],
  ])("%s", async ([, args, path]) => {
    const edge = await fakeEdge(carrier);
    expect((await ctl(edge, ...args)).output).toMatch(/^b1\s+smpp\s+yes/m);
    await ctl(edge, ...args, "--note", "why");
    expect(edge.requests).toMatchObject([
      { method: "POST", path, body: undefined },
      { method: "POST", path, body: { note: "why" } },
    ]);
  });

  it("lists versions, holds them against each other, and goes back", async () => {
    const version = { version: 2, createdAt: "2026-11-21", author: "maria", note: null };
    const versions = await fakeEdge({ data: [version], nextCursor: null });
    expect((await ctl(versions, "carriers", "versions", "one")).output).toMatch(/^2\s+2026-11-21\s+maria\s+-$/m);
    const diff = await fakeEdge({ from: 1, to: 2, changes: trial.changes });
    expect((await ctl(diff, "carriers", "diff", "one", "1", "2")).output).toMatch(/^binds.b1.port\s+2775\s+2776$/m);
    expect(diff.requests[0]?.path).toBe("/admin/v1/carriers/one/versions/1/diff?with=2");
    const back = await fakeEdge(carrier);
    await ctl(back, "carriers", "revert", "one", "1");
    expect(back.requests[0]).toMatchObject({ path: "/admin/v1/carriers/one/revert", body: { version: 1 } });
  });

  it("deletes one", async () => {
    const edge = await fakeEdge("", 204);
    expect(await ctl(edge, "carriers", "delete", "one")).toMatchObject({ status: 0, output: "one is deleted.\n" });
    expect(edge.requests[0]).toMatchObject({ method: "DELETE", path: "/admin/v1/carriers/one" });
  });
});

describe("ctl connectors", () => {
  const connector = {
    id: "c1",
    version: "0.1.0",
    draining: true,
    drained: false,
    lastSeenAt: "2026-11-21",
    links: [
      {
        carrierId: "one",
        binds: [
          { bindId: "b1", state: "bound", leased: true },
          { bindId: "b2", state: "unbinding", leased: false },
        ],
      },
    ],
  };

  it("lists them with what they hold, and drains one", async () => {
    const fleet = await fakeEdge({ data: [connector, { ...connector, id: "c2", drained: true, links: [] }] });
    const { output } = await ctl(fleet, "connectors", "list");
    expect(output).toMatch(/^c1\s+0\.1\.0\s+draining\s+one\s+b1 bound, b2 unbinding, leaving\s+2026-11-21$/m);
    expect(output).toMatch(/^c2\s+0\.1\.0\s+drained, gone/m);
    const edge = await fakeEdge(connector);
    await ctl(edge, "connectors", "drain", "c1", "--note", "reboot");
    expect(edge.requests[0]).toMatchObject({ path: "/admin/v1/connectors/c1/drain", body: { note: "reboot" } });
  });
});
