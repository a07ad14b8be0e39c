import { describe, it } from "vitest";
import { changeEndpoint, rotateKeys } from "../../../src/webhooks/change-endpoint.ts";
import { type Endpoint, type SigningKey, readEndpoint } from "../../../src/webhooks/endpoint.ts";
import { batchContent, eventContent } from "../../../src/webhooks/request-content.ts";

function aKey(sealed: string, kind: SigningKey["kind"] = "v1"): SigningKey {
  return { kind, sealed, publicKey: null, createdAtMs: 0, expiresAtMs: null };
}

const endpoint: Endpoint = {
  id: "whe_1",
  accountId: "acc_1",
  version: 1,
  url: "https://example.com/",
  events: ["*"],
  description: "",
  enabled: false,
  concurrency: 10,
  maxBatch: 1,
  maxBatchWaitMs: 0,
  signatures: ["v1"],
  headers: {},
  keys: [aKey("old")],
  disabledReason: "gone",
  createdAtMs: 0,
  updatedAtMs: 0,
};

const sealedIn = ({ keys }: Endpoint) => keys.map(({ sealed, expiresAtMs }) => [sealed, expiresAtMs]);

describe("a change of an endpoint", () => {
  it("leaves what it does not name, and counts up the version", ({ expect }) => {
    const changed = changeEndpoint(endpoint, { description: "x" }, [], 5);
    expect(changed).toEqual({ ...endpoint, description: "x", version: 2, updatedAtMs: 5 });
  });

  it("switches it on again whatever it was off for", ({ expect }) => {
    expect(changeEndpoint(endpoint, { enabled: true }, [], 5)).toMatchObject({ enabled: true, disabledReason: null });
  });

  it("keeps its secret where it signs with another kind besides, and drops it where it does not", ({ expect }) => {
    const offered = [aKey("new"), aKey("pair", "v1a")];
    const both = changeEndpoint(endpoint, { signatures: ["v1", "v1a"] }, offered, 5);
    expect(both.keys.map(({ sealed }) => sealed)).toEqual(["old", "pair"]);
    const one = changeEndpoint(both, { signatures: ["v1a"] }, [aKey("other", "v1a")], 6);
    expect(one.keys.map(({ sealed }) => sealed)).toEqual(["pair"]);
  });
});

describe("a rotation", () => {
  it("lets the old key sign until the overlap ends", ({ expect }) => {
    const rotated = rotateKeys(endpoint, [aKey("new")], 100, 1_000);
    expect(sealedIn(rotated)).toEqual([
      ["new", null],
      ["old", 1_100],
    ]);
    expect(sealedIn(rotateKeys(rotated, [aKey("newer")], 500, 1_050))).toEqual([
      ["newer", null],
      ["new", 1_550],
      ["old", 1_100],
    ]);
  });

  it("without overlap ends the old key at once", ({ expect }) => {
    expect(sealedIn(rotateKeys(endpoint, [aKey("new")], 0, 1_000))).toEqual([["new", null]]);
  });

  it("leaves keys of other kinds as they are", ({ expect }) => {
    const both = { ...endpoint, keys: [...endpoint.keys, { ...aKey("pair"), kind: "v1a" as const }] };
    expect(sealedIn(rotateKeys(both, [aKey("new")], 0, 1_000))).toEqual([
      ["new", null],
      ["pair", null],
    ]);
  });

  it("keeps three keys of a kind at most", ({ expect }) => {
    let rotated = endpoint;
    for (let times = 0; times < 5; times++) rotated = rotateKeys(rotated, [aKey(`k${times}`)], 1_000_000, times);
    expect(rotated.keys.map(({ sealed }) => sealed)).toEqual(["k4", "k3", "k2"]);
  });
});

describe("a request", () => {
  const events = [
    { id: "evt_1", body: '{"id":"evt_1"}' },
    { id: "evt_2", body: '{"id":"evt_2"}' },
  ];

  it("is the event itself, under its own id", ({ expect }) => {
    for (const event of events) expect(eventContent(event)).toEqual(event);
  });

  it("is a batch of events as they are, or of one", ({ expect }) => {
    const batch = batchContent("whb_1", events, 0);
    expect(batch).toEqual({
      id: "whb_1",
      body: '{"type":"batch","timestamp":"1970-01-01T00:00:00.000Z","data":[{"id":"evt_1"},{"id":"evt_2"}]}',
    });
    expect(JSON.parse(batchContent("whb_1", events.slice(0, 1), 0).body)).toMatchObject({ data: [{ id: "evt_1" }] });
  });
});

describe("an endpoint that was stored before there were waits", () => {
  it("waits for nothing", ({ expect }) => {
    const { maxBatchWaitMs: _maxBatchWaitMs, ...before } = { ...endpoint, maxBatch: 100 };
    expect(readEndpoint(JSON.stringify(before))).toEqual({ ...endpoint, maxBatch: 100, maxBatchWaitMs: 0 });
    expect(readEndpoint(JSON.stringify({ ...endpoint, maxBatchWaitMs: 50 }))).toMatchObject({ maxBatchWaitMs: 50 });
  });
});
