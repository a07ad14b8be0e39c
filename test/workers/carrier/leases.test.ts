import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { preferredHolder } from "../../../src/carriers/assign-binds.ts";
import { bindDefaults } from "../../../src/link/bind-config.ts";
import { runAlarms } from "../support/alarms.ts";
import { FakeConnector } from "../support/fake-connector.ts";
import { enqueue, makeCarrier, makeText } from "../support/scene.ts";

const bindIds = ["b1", "b2", "b3", "b4", "b5", "b6"];

function sixBinds() {
  return bindIds.map((id) => ({
    ...bindDefaults,
    id,
    kind: "smpp" as const,
    enabled: true,
    host: "127.0.0.1",
    port: 2775,
    systemId: id,
    password: "secret",
    windowSize: 10,
  }));
}

const preferredBy = (carrier: string, connectorId: string) =>
  bindIds.filter(
    (bindId) =>
      preferredHolder(
        carrier,
        bindId,
        ["c1", "c2"].map((id, journal) => ({ journal, connectorId: id })),
      )?.connectorId === connectorId,
  );

const idsOf = ({ binds }: { binds: { id: string }[] }) => binds.map(({ id }) => id);

async function describeBinds(carrier: string): Promise<Record<string, string>> {
  const description = await env.CARRIER.getByName(carrier).describe();
  return Object.fromEntries((description?.binds ?? []).map(({ id, state }) => [id, state]));
}

describe("leases", () => {
  it("give every bind to one connector, and a share to the next only when it has been let go", async ({ expect }) => {
    const carrier = await makeCarrier({ binds: sixBinds() });
    const first = await FakeConnector.dial(carrier, "c1");
    expect(idsOf(await first.next("welcome"))).toEqual(bindIds);
    first.send({ type: "resume", held: [] });
    const second = await FakeConnector.dial(carrier, "c2");
    expect(idsOf(await second.next("welcome"))).toEqual([]);
    second.send({ type: "resume", held: [] });

    await runAlarms(carrier, "lease-balance");
    expect(idsOf(await first.next("configure"))).toEqual(preferredBy(carrier, "c1"));
    expect(await second.settled()).toEqual([]);

    first.send({
      type: "binds",
      binds: preferredBy(carrier, "c1").map((bindId) => ({ bindId, state: "bound", sinceMs: 1 })),
    });
    const moved = preferredBy(carrier, "c2");
    for (let count = 1; count <= moved.length; count++) {
      expect(idsOf(await second.next("configure"))).toEqual(moved.slice(0, count));
    }
  });

  it("of a connector that is gone go to the others", async ({ expect }) => {
    const carrier = await makeCarrier({ binds: sixBinds() });
    const first = await FakeConnector.bound(carrier, { connectorId: "c1" });
    const second = await FakeConnector.bound(carrier, { connectorId: "c2" });
    first.close();
    await runAlarms(carrier, "lease-grace");
    expect(idsOf(await second.next("configure"))).toEqual(bindIds);
  });

  it("stay with a connector whose link comes back", async ({ expect }) => {
    const carrier = await makeCarrier({ binds: sixBinds() });
    const first = await FakeConnector.bound(carrier, { connectorId: "c1" });
    const second = await FakeConnector.bound(carrier, { connectorId: "c2" });
    first.close();
    const back = await FakeConnector.dial(carrier, "c1");
    expect(idsOf(await back.next("welcome"))).toEqual(bindIds);
    await runAlarms(carrier, "lease-grace");
    expect(await second.settled()).toEqual([]);
  });

  it("are what counts: a bind that another connector claims gets no texts", async ({ expect }) => {
    const carrier = await makeCarrier();
    await FakeConnector.bound(carrier, { connectorId: "c1" });
    const stranger = await FakeConnector.bound(carrier, { connectorId: "c2" });
    await enqueue(carrier, [makeText()]);
    expect(await stranger.settled()).toEqual([]);
    expect(await describeBinds(carrier)).toEqual({ b1: "bound" });
  });
});

describe("a connector that was given up", () => {
  it("is told to forget what went to another", async ({ expect }) => {
    const carrier = await makeCarrier();
    await enqueue(carrier, [makeText()]);
    const first = await FakeConnector.bound(carrier, { connectorId: "c1" });
    const [text] = await first.submitted();
    first.close();
    const second = await FakeConnector.dial(carrier, "c2");
    await second.next("welcome");
    second.send({ type: "resume", held: [] });
    await runAlarms(carrier, "lease-grace");
    await second.next("configure");
    second.reportBound();
    await runAlarms(carrier, "connector-lost");
    expect((await second.submitted()).map(({ messageId, attempt }) => ({ messageId, attempt }))).toEqual([
      { messageId: text?.messageId, attempt: 2 },
    ]);

    const held = `${text?.messageId ?? ""}:0:1`;
    const back = await FakeConnector.bound(carrier, { connectorId: "c1", held: [held] });
    expect((await back.next("forget")).segments).toEqual([held]);
  });
});
