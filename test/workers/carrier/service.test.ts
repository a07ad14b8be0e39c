import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import type { CarrierBind, CarrierDescription } from "../../../src/carriers/carrier.ts";
import type { CarrierEdit } from "../../../src/carriers/carrier-edit.ts";
import { bindDefaults } from "../../../src/link/bind-config.ts";
import { FakeConnector, accepted } from "../support/fake-connector.ts";
import { enqueue, makeCarrier, makeText } from "../support/scene.ts";

function bind(id: string): CarrierBind {
  const place = { host: "127.0.0.1", port: 2775, systemId: id, password: "secret" };
  return { ...bindDefaults, ...place, id, kind: "smpp", enabled: true, windowSize: 1 };
}

async function change(carrier: string, edit: CarrierEdit): Promise<CarrierDescription> {
  const result = await env.CARRIER.getByName(carrier).configuration.apply(edit, {
    author: "test",
    note: null,
    nowMs: Date.now(),
  });
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const bound = (...bindIds: string[]) => ({
  type: "binds" as const,
  binds: bindIds.map((bindId) => ({ bindId, state: "bound" as const, sinceMs: 1 })),
});
const idsOf = ({ binds }: { binds: { id: string }[] }) => binds.map(({ id }) => id);

describe("a carrier that is disabled", () => {
  it("hands nothing out, lets what is under way end, and goes on where it was when it is activated", async ({
    expect,
  }) => {
    const carrier = await makeCarrier({}, 1);
    const connector = await FakeConnector.bound(carrier);
    const texts = Array.from({ length: 4 }, () => makeText());
    await enqueue(carrier, texts);
    const [first] = await connector.submitted();
    await connector.settled();
    const disabled = await change(carrier, { kind: "service", service: "disabled" });
    expect(disabled).toMatchObject({ service: "disabled", waitingTexts: 2, segmentsInFlight: 2, drained: false });
    expect(idsOf(await connector.next("configure"))).toEqual([]);

    if (first === undefined) throw new Error("nothing was submitted");
    await connector.report({ results: [accepted(first, "1")] });
    connector.send({ type: "binds", binds: [] });
    expect(await connector.settled()).toEqual([]);

    await change(carrier, { kind: "service", service: "active" });
    expect(idsOf(await connector.next("configure"))).toEqual(["b1"]);
    connector.reportBound();
    expect(await connector.submitted()).toHaveLength(1);
  });

  it("is drained once nothing waits, nothing is under way, and all is told", async ({ expect }) => {
    const carrier = await makeCarrier();
    const connector = await FakeConnector.bound(carrier);
    await enqueue(carrier, [makeText()]);
    const [text] = await connector.submitted();
    expect(await change(carrier, { kind: "service", service: "draining" })).toMatchObject({ drained: false });
    expect(idsOf(await connector.next("configure"))).toEqual(["b1"]);
    if (text === undefined) throw new Error("nothing was submitted");
    await connector.report({ results: [accepted(text, "1")] });
    // Drained is what has told all it has to tell, too.
    let description = await env.CARRIER.getByName(carrier).describe();
    while (description?.drained === false) {
      await scheduler.wait(10);
      description = await env.CARRIER.getByName(carrier).describe();
    }
    expect(description).toMatchObject({ service: "draining", drained: true });
  });
});

describe("a bind that is disabled", () => {
  it("gets nothing new while the others go on, and comes up again at the connector that had it", async ({ expect }) => {
    const carrier = await makeCarrier({ binds: [bind("b1"), bind("b2")] });
    const connector = await FakeConnector.bound(carrier);
    connector.send(bound("b1", "b2"));
    await change(carrier, { kind: "bind", bindId: "b1", enabled: false });
    expect(idsOf(await connector.next("configure"))).toEqual(["b2"]);

    await enqueue(
      carrier,
      Array.from({ length: 9 }, () => makeText()),
    );
    expect(await connector.submitted()).toHaveLength(2);
    expect(await connector.settled()).toEqual([]);
    const { binds } = await change(carrier, { kind: "bind", bindId: "b1", enabled: true });
    expect(binds).toMatchObject([{ id: "b1", enabled: true, connector: "c1" }, { id: "b2" }]);
    expect(idsOf(await connector.next("configure"))).toEqual(["b1", "b2"]);
  });

  it("is shown as its holder lets go of it", async ({ expect }) => {
    const carrier = await makeCarrier();
    const connector = await FakeConnector.bound(carrier);
    await change(carrier, { kind: "bind", bindId: "b1", enabled: false });
    await connector.next("configure");
    connector.send({ type: "binds", binds: [{ bindId: "b1", state: "unbinding", sinceMs: 1 }] });
    await connector.settled();
    const stub = env.CARRIER.getByName(carrier);
    expect((await stub.describe())?.binds).toMatchObject([{ enabled: false, state: "unbinding", connector: "c1" }]);
    connector.send({ type: "binds", binds: [] });
    await connector.settled();
    expect((await stub.describe())?.binds).toMatchObject([{ enabled: false, state: "down" }]);
  });

  it("must be one there is", async ({ expect }) => {
    const carrier = await makeCarrier();
    const edit = { kind: "bind", bindId: "none", enabled: false } as const;
    const result = await env.CARRIER.getByName(carrier).configuration.apply(edit, {
      author: "test",
      note: null,
      nowMs: 0,
    });
    expect(result).toMatchObject({ ok: false, error: { code: "not_found" } });
  });
});

describe("versions on disk", () => {
  it("are bounded: the first and the latest thousand stay", async ({ expect }) => {
    const carrier = await makeCarrier();
    for (let version = 2; version <= 1_002; version++) {
      await change(carrier, { kind: "service", service: version % 2 === 0 ? "draining" : "active" });
    }
    const stub = env.CARRIER.getByName(carrier);
    expect(await stub.configuration.findVersion(1002)).toMatchObject({ ok: true });
    expect(await stub.configuration.findVersion(1)).toMatchObject({ ok: true });
    expect(await stub.configuration.findVersion(2)).toMatchObject({ ok: false });
    expect(await stub.configuration.findVersion(3)).toMatchObject({ ok: true });
  });
});
