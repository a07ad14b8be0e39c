import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";
import { FakeConnector } from "../support/fake-connector.ts";
import { enqueue, ids, makeText } from "../support/scene.ts";
import { clearRoutes, storeRoutes } from "../routing/scene.ts";
import { type CallOptions, call, problemOf } from "./support/api.ts";
import { insertMessage } from "./support/messages.ts";
import { stringWith } from "./support/matchers.ts";

const key = env.ADMIN_KEY;
const bind = { id: "b1", host: "smpp.example.net", port: 2775, systemId: "heliograph", password: "s3cret" };
const { password: _, ...withoutPassword } = bind;

let carriers = 0;
let path = "";
let carrierId = "";

const put = (body: object, options: CallOptions & { query?: string } = {}) =>
  call("PUT", `${path}${options.query ?? ""}`, { key, body: { name: "One", ...body }, ...options });
const post = (verb: string, body?: unknown, headers: Record<string, string> = {}) =>
  call("POST", `${path}/${verb}`, { key, headers, ...(body !== undefined && { body }) });

/** The passwords a connector is told. */
async function passwords(): Promise<string[]> {
  const connector = await FakeConnector.dial(carrierId);
  const { binds } = await connector.next("welcome");
  connector.close();
  return binds.map(({ password }) => password);
}

beforeEach(async () => {
  await clearRoutes();
  carriers += 1;
  carrierId = `versioned-${carriers}`;
  path = `/admin/v1/carriers/${carrierId}`;
});

describe("versions of a carrier", () => {
  it("say when, who and why, and are read back without credentials", async ({ expect }) => {
    const made = await put({ binds: [bind] }, { headers: { "x-heliograph-author": "maria" } });
    expect(made.headers.get("etag")).toBe('"1"');
    const changed = await put({ binds: [{ ...withoutPassword, windowSize: 7 }], note: "slower" });
    expect(changed.body).toMatchObject({ version: 2 });
    expect((await call("GET", path, { key })).headers.get("etag")).toBe('"2"');
    expect((await call("GET", `${path}/versions`, { key })).body).toMatchObject({
      data: [
        { version: 2, author: "admin", note: "slower" },
        { version: 1, author: "maria", note: null },
      ],
      nextCursor: null,
    });
    const page = await call("GET", `${path}/versions?limit=1`, { key });
    const { nextCursor } = page.body as { nextCursor: string };
    expect((await call("GET", `${path}/versions?cursor=${nextCursor}`, { key })).body).toMatchObject({
      data: [{ version: 1 }],
    });
    const first = await call("GET", `${path}/versions/1`, { key });
    expect(first.body).toMatchObject({ version: 1, configuration: { binds: [{ id: "b1", windowSize: 100 }] } });
    expect(JSON.stringify(first.body)).not.toContain("s3cret");
    expect((await call("GET", `${path}/versions/3`, { key })).status).toBe(404);
  });

  it("are refused over another that came in between", async ({ expect }) => {
    expect((await put({}, { headers: { "if-none-match": "*" } })).status).toBe(200);
    expect((await put({ name: "Two" }, { headers: { "if-match": '"1"' } })).status).toBe(200);
    for (const query of ["", "?dryRun=true"]) {
      const late = await put({}, { headers: { "if-match": '"1"' }, query });
      expect(late.status).toBe(412);
      expect(problemOf(late).code).toBe("version_conflict");
    }
  });

  it("are as many as changes that came at once", async ({ expect }) => {
    const made = await Promise.all(Array.from({ length: 5 }, (_, index) => put({ name: `N${index}`, binds: [bind] })));
    expect(new Set(made.map(({ body }) => (body as { version: number }).version)).size).toBe(5);
  });

  it("are not made by a change that changes nothing", async ({ expect }) => {
    await put({ binds: [bind] });
    for (const again of [bind, withoutPassword]) {
      expect((await put({ binds: [again] })).body).toMatchObject({ version: 1 });
    }
    expect((await post("activate")).body).toMatchObject({ version: 1 });
  });

  it("are held against each other, and hide what is secret", async ({ expect }) => {
    await put({ binds: [bind] });
    await put({ binds: [{ ...bind, port: 2776, password: "other" }] });
    expect((await call("GET", `${path}/versions/1/diff?with=2`, { key })).body).toEqual({
      from: 1,
      to: 2,
      changes: [
        { path: "binds.b1.port", before: 2775, after: 2776 },
        { path: "binds.b1.credentials", before: "hidden", after: "hidden, and another" },
      ],
    });
    expect((await call("GET", `${path}/versions/1/diff?with=9`, { key })).status).toBe(404);
  });

  it("are gone back to with the credentials of then", async ({ expect }) => {
    await put({ binds: [bind] });
    await put({ binds: [{ ...bind, password: "other" }], name: "Renamed" });
    expect(await passwords()).toEqual(["other"]);
    const headers = { "x-heliograph-author": "jo", "if-match": '"2"' };
    const back = await post("revert", { version: 1 }, headers);
    expect(back.body).toMatchObject({ version: 3, name: "One" });
    expect(await passwords()).toEqual(["s3cret"]);
    const { body } = await call("GET", `${path}/versions?limit=1`, { key });
    expect(body).toMatchObject({ data: [{ author: "jo", note: "Back to version 1." }] });
    expect((await post("revert", { version: 1 }, headers)).status).toBe(412);
    expect((await post("revert", { version: 9 })).status).toBe(404);
  });

  it.for<[string, string]>([
    ["GET", "/versions"],
    ["GET", "/versions/1"],
    ["GET", "/versions/1/diff?with=2"],
    ["POST", "/revert"],
    ["POST", "/drain"],
    ["POST", "/binds/b1/disable"],
    ["DELETE", ""],
  ])("are the operator's alone: %s %s", async ([method, rest], { expect }) => {
    expect((await call(method, `${path}${rest}`, { key: "wrong" })).status).toBe(401);
  });
});

describe("a password that is left out", () => {
  it("stays what it is, and must be there for a bind that is new", async ({ expect }) => {
    await put({ binds: [bind] });
    await put({ binds: [{ ...withoutPassword, windowSize: 7 }] });
    expect(await passwords()).toEqual(["s3cret"]);
    const fresh = await put({ binds: [withoutPassword, { ...withoutPassword, id: "b2" }] });
    expect(fresh.status).toBe(400);
    expect(problemOf(fresh)).toMatchObject({ code: "invalid_request", errors: [{ path: "binds.1.password" }] });
  });

  it("leaves a client's key in place, too", async ({ expect }) => {
    const tls = { clientCertificatePem: "certificate", clientKeyPem: "key" };
    await put({ binds: [{ ...bind, tls }] });
    const { clientKeyPem: key_, ...shown } = tls;
    const kept = await put({ binds: [{ ...withoutPassword, tls: shown, windowSize: 7 }] });
    expect(kept.body).toMatchObject({ version: 2, binds: [{ tls: shown }] });
    const connector = await FakeConnector.dial(carrierId);
    expect((await connector.next("welcome")).binds).toMatchObject([{ tls: { clientKeyPem: key_ } }]);
    const withoutKey = await put({ binds: [{ ...bind, id: "b2", tls: shown }] });
    expect(problemOf(withoutKey)).toMatchObject({ errors: [{ path: "binds.0.tls.clientKeyPem" }] });
  });
});

describe("a dry run", () => {
  it("tells fields, binds, what is under way and where texts would go, and stores nothing", async ({ expect }) => {
    await put({ binds: [bind, { ...bind, id: "b2" }] });
    const accountId = ids.next("account");
    await env.DB.prepare("INSERT INTO accounts (id, name, created_at_ms) VALUES (?, 'dry', 0)").bind(accountId).run();
    for (const to of ["+573001234567", "+573001234568", "+4915112345678"]) {
      const id = await insertMessage(accountId, { to, segmentCount: 2 });
      await env.DB.prepare("UPDATE messages SET carrier_id = ? WHERE id = ?").bind(carrierId, id).run();
    }
    const other = {
      id: "co",
      match: { destinationPrefixes: ["57"] },
      targets: [{ carrierId }, { carrierId: "other" }],
    };
    await storeRoutes([other, { id: "rest", targets: [{ carrierId }] }], 1);
    await enqueue(carrierId, [makeText()]);
    const binds = [
      { ...withoutPassword, port: 2776 },
      { ...withoutPassword, id: "b2", throughputPerSecond: 5 },
    ];
    const trial = await put({ binds, segmentsPerSecond: 0.05 }, { query: "?dryRun=true" });
    expect(trial.body).toMatchObject({
      dryRun: true,
      version: 1,
      binds: [
        { bindId: "b1", effect: "rebind" },
        { bindId: "b2", effect: "adjust" },
      ],
      waitingTexts: 1,
      segmentsPerSecond: 0.05,
      lastHour: { texts: 3, segments: 6, sampled: false },
      withoutCarrier: { elsewhere: [{ carrierId: "other", texts: 2 }], nowhere: 1 },
    });
    const { changes, lastHour } = trial.body as { changes: { path: string }[]; lastHour: Record<string, number> };
    expect(changes.map((change) => change.path)).toEqual([
      "segmentsPerSecond",
      "binds.b1.port",
      "binds.b2.throughputPerSecond",
    ]);
    expect(lastHour["minutesAbovePace"]).toBeGreaterThan(0);
    expect((await call("GET", path, { key })).body).toMatchObject({ version: 1, binds: [{ port: 2775 }, {}] });
  });

  it("is there for every change", async ({ expect }) => {
    await put({ binds: [bind] });
    const unbound = { binds: [{ bindId: "b1", effect: "unbind" }] };
    expect((await post("disable?dryRun=true")).body).toMatchObject(unbound);
    expect((await post("binds/b1/disable?dryRun=true")).body).toMatchObject(unbound);
    expect((await post("revert?dryRun=true", { version: 1 })).body).toMatchObject({ changes: [] });
    expect((await call("GET", path, { key })).body).toMatchObject({ version: 1 });
    const unknown = await call("PUT", "/admin/v1/carriers/not-yet?dryRun=true", {
      key,
      body: { name: "New", binds: [bind] },
    });
    expect(unknown.body).toMatchObject({ version: 0, binds: [{ bindId: "b1", effect: "bind" }] });
    expect((await call("GET", "/admin/v1/carriers/not-yet", { key })).status).toBe(404);
  });
});

describe("DELETE /admin/v1/carriers/{id}", () => {
  const remove = () => call("DELETE", path, { key });

  it("says what stands in the way, until nothing does", async ({ expect }) => {
    await put({ binds: [bind], holdSentMs: 0 });
    const stored = await storeRoutes([{ id: "all", targets: [{ carrierId }] }], Date.now() - 7_200_000);
    expect(problemOf(await remove())).toMatchObject({
      status: 409,
      code: "carrier_in_use",
      errors: [{ path: "routes.all", message: stringWith(`Version ${stored}`) }],
    });
    await storeRoutes([{ id: "all", targets: [{ carrierId: "other" }] }], Date.now() - 3_700_000);
    expect(problemOf(await remove()).detail).toContain("disabled");
    await post("disable");
    await enqueue(carrierId, [makeText()]);
    expect(problemOf(await remove()).detail).toContain("texts");
    await post("activate");
    const connector = await FakeConnector.bound(carrierId);
    const [text] = await connector.submitted();
    await connector.report({
      results: [
        {
          messageId: text?.messageId ?? "",
          segment: 0,
          attempt: 1,
          bindId: "b1",
          outcome: "accepted",
          carrierMessageId: "1",
          atMs: 1,
        },
      ],
    });
    await post("disable");
    let removed = await remove();
    // Until what became of the text is told.
    while (removed.status === 409) {
      await scheduler.wait(10);
      removed = await remove();
    }
    expect(removed.status).toBe(204);
    expect((await call("GET", path, { key })).status).toBe(404);
    expect((await remove()).status).toBe(404);
    const again = await put({ binds: [bind] });
    expect(again.body).toMatchObject({ version: 1 });
  });
});
