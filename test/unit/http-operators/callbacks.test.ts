import { describe, expect, it } from "vitest";
import { isInNetworks, isNetwork } from "../../../src/http-operators/networks.ts";
import { httpOperatorDraftSchema } from "../../../src/http-operators/operator-config.ts";
import { readInbound } from "../../../src/http-operators/read-inbound.ts";
import { readReceipts } from "../../../src/http-operators/read-receipts.ts";

const nowMs = 1_000;

function receiptsOf(receipts: Record<string, unknown>, call: { body?: string; query?: string }) {
  const config = httpOperatorDraftSchema.parse({ request: { url: "https://o.example.net/" }, callbacks: { receipts } });
  if (config.callbacks.receipts === null) throw new Error("no receipts are configured");
  return readReceipts(config.callbacks.receipts, { body: "", query: "", ...call }, nowMs);
}

function inboundOf(inbound: Record<string, unknown>, call: { body?: string; query?: string }) {
  const config = httpOperatorDraftSchema.parse({ request: { url: "https://o.example.net/" }, callbacks: { inbound } });
  if (config.callbacks.inbound === null) throw new Error("no inbound texts are configured");
  return readInbound(config.callbacks.inbound, { body: "", query: "", ...call }, nowMs);
}

const receipt = (carrierMessageId: string, state: string) => ({
  carrierMessageId,
  state,
  address: "",
  bindId: "http",
  atMs: nowMs,
});

describe("receipts", () => {
  it("come one by one, in the operator's words", () => {
    const config = { id: "/id", status: "/s", errorCode: "/e", address: "/to", statuses: { "4": "undeliverable" } };
    expect(receiptsOf(config, { body: '{"id":12345678901234567890,"s":4,"e":"E7","to":"+573001234567"}' })).toEqual({
      ok: true,
      reports: [{ ...receipt("12345678901234567890", "undeliverable"), errorCode: "E7", address: "+573001234567" }],
    });
  });

  it("come several at a time", () => {
    const config = { list: "/results", id: "/id", status: "/status/name" };
    const results = [
      { id: "a", status: { name: "DELIVRD" } },
      { id: "b", status: { name: "expired" } },
    ];
    expect(receiptsOf(config, { body: JSON.stringify({ results }) })).toEqual({
      ok: true,
      reports: [receipt("a", "delivered"), receipt("b", "expired")],
    });
  });

  it("come as a form or a query", () => {
    expect(receiptsOf({ format: "form", id: "i", status: "s" }, { body: "i=a+b&s=DELIVRD" })).toMatchObject({
      reports: [receipt("a b", "delivered")],
    });
    expect(receiptsOf({ format: "query", id: "i", status: "s" }, { query: "i=a&s=UNDELIV" })).toMatchObject({
      reports: [receipt("a", "undeliverable")],
    });
  });

  it.each([
    ["no JSON", "{", ""],
    ["no list", '{"results":{}}', "results"],
    ["no id", '{"results":[{"status":"DELIVRD"}]}', "results.0.id"],
    ["a status nobody knows", '{"results":[{"id":"a","status":"constructor"}]}', "results.0.status"],
    ["too many", JSON.stringify({ results: Array.from({ length: 1_001 }, () => ({})) }), "results"],
  ])("with %s are refused, and the field is named", (_, body, path) => {
    expect(receiptsOf({ list: "/results", id: "/id", status: "/status" }, { body })).toMatchObject({ ok: false, path });
  });
});

describe("texts from handsets", () => {
  it("come as text", () => {
    const config = { from: "/from", to: "/to", text: "/text", id: "/id" };
    const body = JSON.stringify({ from: "573001234567", to: "85432", text: "sí ✓", id: 9 });
    expect(inboundOf(config, { body })).toEqual({
      ok: true,
      reports: [
        {
          id: "9",
          report: { from: "+573001234567", to: "85432", text: "sí ✓", dataCoding: 0, bindId: "http", atMs: nowMs },
        },
      ],
    });
  });

  it("come as octets in their data coding", () => {
    const config = { format: "form", from: "f", to: "t", dataHex: "d", dataCoding: "dcs" };
    expect(inboundOf(config, { body: "f=573001234567&t=85432&d=00f10021&dcs=8" })).toMatchObject({
      reports: [{ id: null, report: { text: "ñ!", dataCoding: 8 } }],
    });
  });

  it("come in parts, by a header or by their numbers", () => {
    const byHeader = { format: "query", from: "f", to: "t", dataHex: "d", udhHex: "u" };
    expect(inboundOf(byHeader, { query: "f=573001234567&t=85432&d=6869&u=050003070201" })).toMatchObject({
      reports: [{ report: { text: "hi", dataHex: "6869", userDataHeader: "050003070201" } }],
    });
    const parts = { reference: "r", total: "n", sequence: "i" };
    const byNumber = { format: "query", from: "f", to: "t", text: "x", parts };
    expect(inboundOf(byNumber, { query: "f=573001234567&t=85432&x=one&r=258&n=2&i=1" })).toMatchObject({
      reports: [{ report: { text: "one", userDataHeader: "06080401020201" } }],
    });
    expect(inboundOf(byNumber, { query: "f=573001234567&t=85432&x=whole" })).toMatchObject({
      reports: [{ report: { text: "whole" } }],
    });
    expect(inboundOf(byNumber, { query: "f=573001234567&t=85432&x=one&r=1&n=2&i=3" })).toMatchObject({ path: "i" });
  });

  it("without a sender, a text or octets are refused", () => {
    const config = { from: "/from", to: "/to", text: "/text" };
    expect(inboundOf(config, { body: '{"to":"1","text":"x"}' })).toMatchObject({ ok: false, path: "from" });
    expect(inboundOf(config, { body: '{"from":"1","to":"1"}' })).toMatchObject({ ok: false, path: "text" });
  });
});

describe("networks", () => {
  it.each([
    ["192.0.2.7", "192.0.2.0/24", true],
    ["192.0.3.7", "192.0.2.0/24", false],
    ["192.0.2.7", "192.0.2.7", true],
    ["2001:db8::1", "2001:db8::/32", true],
    ["2001:db9::1", "2001:db8::/32", false],
    ["::ffff:192.0.2.7", "192.0.2.0/24", true],
    ["192.0.2.7", "::/0", false],
  ])("%s in %s: %s", (address, network, expected) => {
    expect(isInNetworks(address, [network])).toBe(expected);
  });

  it("are told from other texts", () => {
    expect(["10.0.0.0/8", "::1", "fe80::/10", "1:2:3:4:5:6:7:8"].every(isNetwork)).toBe(true);
    expect(["10.0.0", "10.0.0.256", "10.0.0.0/33", "1::2::3", "1:2:3", "host", ""].some(isNetwork)).toBe(false);
  });
});
