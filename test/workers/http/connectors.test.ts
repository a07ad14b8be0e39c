import { env, exports } from "cloudflare:workers";
import { describe, it } from "vitest";
import { preferredHolder } from "../../../src/carriers/assign-binds.ts";
import { runAlarms } from "../support/alarms.ts";
import { FakeConnector } from "../support/fake-connector.ts";
import { call } from "./support/api.ts";

const key = env.ADMIN_KEY;
const token = env.CONNECTOR_TOKEN;
const bind = { id: "b1", host: "smpp.example.net", port: 2775, systemId: "heliograph", password: "s3cret" };

let scenes = 0;

/** A carrier with one bind and a connector's name, both of their own. */
async function scene(): Promise<{ carrier: string; one: string; two: string }> {
  scenes += 1;
  const carrier = `fleet-${scenes}`;
  await call("PUT", `/admin/v1/carriers/${carrier}`, { key, body: { name: "Fleet", binds: [bind] } });
  return { carrier, one: `one-${scenes}`, two: `two-${scenes}` };
}

const post = (path: string, headers: Record<string, string> = {}, body?: unknown) =>
  call("POST", `/admin/v1/connectors/${path}`, { key, headers, ...(body !== undefined && { body }) });

async function fleet(id: string): Promise<Record<string, unknown> | undefined> {
  const { body } = await call("GET", "/admin/v1/connectors", { key });
  return (body as { data: Record<string, unknown>[] }).data.find((connector) => connector["id"] === id);
}

/** A link as a connector opens it, which names itself. */
async function openLink(carrier: string, connectorId: string): Promise<FakeConnector> {
  const response = await exports.default.fetch(`https://edge.test/connector/v1/carriers/${carrier}/link`, {
    headers: { authorization: `Bearer ${token}`, upgrade: "websocket", "x-heliograph-connector": connectorId },
  });
  return FakeConnector.over(response, connectorId);
}

/** The name of a carrier whose bind belongs to `connectorId` among `all`. */
function carrierFor(connectorId: string, all: readonly string[]): string {
  const candidates = all.map((id, journal) => ({ journal, connectorId: id }));
  for (let number = 0; ; number++) {
    const carrier = `later-${scenes}-${number}`;
    if (preferredHolder(carrier, bind.id, candidates)?.connectorId === connectorId) return carrier;
  }
}

const idsOf = ({ binds }: { binds: { id: string }[] }) => binds.map(({ id }) => id);

describe("/admin/v1/connectors", () => {
  it("lists those that asked for carriers, with the version of their program", async ({ expect }) => {
    const headers = { "x-heliograph-connector": "seen-1", "user-agent": "heliograph-connector/1.2.3" };
    await call("GET", "/connector/v1/carriers", { key: token, headers });
    for (;;) {
      const connector = await fleet("seen-1");
      if (connector === undefined) continue;
      expect(connector).toMatchObject({ version: "1.2.3", draining: false, drained: false, change: null, links: [] });
      expect(connector["lastSeenAt"]).toBe(connector["firstSeenAt"]);
      return;
    }
  });

  it("tells what each holds at which carrier", async ({ expect }) => {
    const { carrier, one } = await scene();
    const connector = await FakeConnector.bound(carrier, { connectorId: one });
    await connector.settled();
    expect(await fleet(one)).toMatchObject({
      draining: false,
      links: [{ carrierId: carrier, binds: [{ bindId: "b1", state: "bound", leased: true }] }],
    });
  });

  it("moves the binds of one that is drained to others, each when its holder has let go of it", async ({ expect }) => {
    const { carrier, one, two } = await scene();
    const first = await FakeConnector.bound(carrier, { connectorId: one });
    const second = await FakeConnector.dial(carrier, two);
    expect(idsOf(await second.next("welcome"))).toEqual([]);
    second.send({ type: "resume", held: [] });

    const drained = await post(`${one}/drain`, { "x-heliograph-author": "maria" }, { note: "reboot" });
    expect(drained.body).toMatchObject({
      draining: true,
      drained: false,
      change: { version: 1, author: "maria", note: "reboot" },
      links: [{ binds: [{ bindId: "b1", leased: false }] }],
    });
    expect(idsOf(await first.next("configure"))).toEqual([]);
    expect(await second.settled()).toEqual([]);
    first.send({ type: "binds", binds: [] });
    expect(idsOf(await second.next("configure"))).toEqual(["b1"]);
    expect(await fleet(one)).toMatchObject({ draining: true, drained: true });

    // Activated, it has its share again: the one bind belongs to one of the two, and stays there or comes back.
    await post(`${one}/activate`);
    expect(await fleet(one)).toMatchObject({ draining: false, change: { version: 2 } });
  });

  it("leaves a drained connector what nobody else is there for", async ({ expect }) => {
    const { carrier, one, two } = await scene();
    const only = await FakeConnector.bound(carrier, { connectorId: one });
    await only.settled();
    expect((await post(`${one}/drain`)).body).toMatchObject({ draining: true, drained: false });
    expect(await only.settled()).toEqual([]);
    const other = await FakeConnector.dial(carrier, two);
    expect(idsOf(await other.next("welcome"))).toEqual([]);
  });

  it("is remembered where a carrier missed it: its connector's next link says so", async ({ expect }) => {
    const { carrier, one, two } = await scene();
    const there = await FakeConnector.bound(carrier, { connectorId: one });
    await there.settled();
    await post(`${one}/drain`);
    const later = carrierFor(one, [one, two]);
    await call("PUT", `/admin/v1/carriers/${later}`, { key, body: { name: "Later", binds: [bind] } });
    const drained = await openLink(later, one);
    expect(idsOf(await drained.next("welcome"))).toEqual(["b1"]);
    const other = await openLink(later, two);
    expect(idsOf(await other.next("welcome"))).toEqual([]);
    await runAlarms(later, "lease-balance");
    expect(idsOf(await drained.next("configure"))).toEqual([]);
  });

  it("knows no connector that nobody ever saw, and no change over another", async ({ expect }) => {
    expect((await post("nobody/drain")).status).toBe(404);
    const { carrier, one } = await scene();
    await FakeConnector.bound(carrier, { connectorId: one });
    expect((await post(`${one}/drain`, { "if-match": '"1"' })).status).toBe(412);
    expect((await post(`${one}/drain`, { "if-none-match": "*" })).status).toBe(200);
    expect((await post(`${one}/drain`)).body).toMatchObject({ change: { version: 1 } });
  });

  it.for<[string, string]>([
    ["GET", ""],
    ["POST", "/c1/drain"],
    ["POST", "/c1/activate"],
  ])("is the operator's alone: %s %s", async ([method, rest], { expect }) => {
    expect((await call(method, `/admin/v1/connectors${rest}`, { key: "wrong" })).status).toBe(401);
  });
});
