import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import type { InboundReport } from "../../../src/link/frames.ts";
import { FakeConnector } from "../support/fake-connector.ts";
import { makeCarrier } from "../support/scene.ts";

let handsets = 0;

/** A handset of its own for a test. */
function handset(): string {
  handsets += 1;
  return `+57300999${String(handsets).padStart(4, "0")}`;
}

function inbound(from: string, text: string, more: Partial<InboundReport> = {}): InboundReport {
  return { from, to: "890123", text, dataCoding: 0, bindId: "b1", atMs: Date.now(), ...more };
}

/** A part of a UCS-2 text whose octets are given in hexadecimal. */
function part(from: string, sequence: number, dataHex: string, total = 2): InboundReport {
  const userDataHeader = `050003${(7).toString(16).padStart(2, "0")}${String(total).padStart(2, "0")}${String(sequence).padStart(2, "0")}`;
  return inbound(from, "", { dataCoding: 8, userDataHeader, dataHex });
}

/** The texts of a handset, once there are `count`. */
async function textsFrom(from: string, count: number): Promise<Record<string, unknown>[]> {
  for (;;) {
    const { results } = await env.DB.prepare(
      "SELECT body, recipient, parts, missing_parts FROM inbound_messages WHERE sender = ? ORDER BY id",
    )
      .bind(from)
      .all();
    if (results.length >= count) return results;
    await scheduler.wait(10);
  }
}

// "a😀b", cut in the middle of the surrogate pair.
const firstHalf = "0061d83d";
const secondHalf = "de000062";

describe("texts from handsets", () => {
  it("are stored before they are acknowledged", async ({ expect }) => {
    const connector = await FakeConnector.bound(await makeCarrier());
    const from = handset();
    await connector.report({ inbound: [inbound(from, "hola ¿qué tal?")] });
    expect(await textsFrom(from, 1)).toEqual([
      { body: "hola ¿qué tal?", recipient: "890123", parts: 1, missing_parts: "[]" },
    ]);
  });

  it("that a person sends twice come twice", async ({ expect }) => {
    const connector = await FakeConnector.bound(await makeCarrier());
    const from = handset();
    await connector.report({ inbound: [inbound(from, "1")] });
    await connector.report({ inbound: [inbound(from, "1")] });
    expect(await textsFrom(from, 2)).toHaveLength(2);
  });

  it("are put together in any order, over a restart, with a part that comes twice", async ({ expect }) => {
    const carrier = await makeCarrier();
    const from = handset();
    const connector = await FakeConnector.bound(carrier);
    await connector.report({ inbound: [part(from, 2, secondHalf), part(from, 2, secondHalf)] });
    connector.close();
    await evictDurableObject(env.CARRIER.getByName(carrier), { webSockets: "close" });
    const back = await FakeConnector.bound(carrier);
    await back.report({ inbound: [part(from, 1, firstHalf)] });
    expect(await textsFrom(from, 1)).toEqual([{ body: "a😀b", recipient: "890123", parts: 2, missing_parts: "[]" }]);
    await back.report({ inbound: [part(from, 1, firstHalf)] });
    await runInDurableObject(env.CARRIER.getByName(carrier), (_object, { storage }) => {
      expect(storage.sql.exec("SELECT * FROM inbound_parts").toArray()).toEqual([]);
    });
  });

  it("whose other parts never come are given out as they are, and say what is missing", async ({ expect }) => {
    const carrier = await makeCarrier();
    const from = handset();
    const connector = await FakeConnector.bound(carrier);
    await connector.report({ inbound: [{ ...part(from, 2, "0062", 3), atMs: Date.now() - 3_600_000 }] });
    await runDurableObjectAlarm(env.CARRIER.getByName(carrier));
    expect(await textsFrom(from, 1)).toEqual([{ body: "b", recipient: "890123", parts: 3, missing_parts: "[1,3]" }]);
  });
});
