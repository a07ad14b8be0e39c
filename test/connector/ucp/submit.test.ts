import { describe, expect, it } from "vitest";
import { readFields } from "../../../connector/ucp/fields.ts";
import type { Frame } from "../../../connector/ucp/frame.ts";
import type { Session } from "../../../connector/ucp/session.ts";
import { wireAddressOf } from "../../../src/sms/address.ts";
import { encodeSegments } from "../../../src/sms/encode-segments.ts";
import { planText } from "../../../src/sms/plan-text.ts";
import { Recorder } from "../recorder.ts";
import { segment, startClient, startScriptedCentre, startUcpSmsc, told, ucpConfig } from "./harness.ts";

const ordinary = "+573001234567";
const undeliverable = "+573009999001";
const invalid = "+573009999004";
const throttled = "+573009999005";
const queueFullOnce = "+573009999006";
const receiptFirst = "+573009999007";
const lostOnce = "+573009999008";
const bufferedFirst = "+573009999011";
const noReceipt = "+573009999012";

describe("a submit", () => {
  it("is accepted, and its notification names the same id", async () => {
    const { port } = await startUcpSmsc();
    const bind = startClient(ucpConfig(port));
    await bind.bound();
    bind.client.submit("one", segment(ordinary));
    const result = await bind.resultOf("one");
    const [delivered] = await bind.delivers.take(1);
    expect(result).toEqual({
      outcome: "accepted",
      carrierMessageId: expect.stringMatching(/^573001234567:\d{12}$/) as unknown,
    });
    expect(told(delivered?.deliver)).toMatchObject({
      kind: "receipt",
      receipt: {
        carrierMessageId: result.outcome === "accepted" ? result.carrierMessageId : "",
        state: "delivered",
        address: "573001234567",
      },
    });
  });

  it.each(["00", ""])("has the same id whether recipients are written with %j before them or not", async (prefix) => {
    const { port } = await startUcpSmsc();
    const bind = startClient(ucpConfig(port, { internationalPrefix: prefix }));
    await bind.bound();
    bind.client.submit("one", segment(ordinary));
    const result = await bind.resultOf("one");
    const [delivered] = await bind.delivers.take(1);
    const receipt = told(delivered?.deliver);
    expect(receipt.kind === "receipt" && receipt.receipt.carrierMessageId).toBe(
      result.outcome === "accepted" && result.carrierMessageId,
    );
  });

  it("gets an id of its own when the same recipient had another in the same second", async () => {
    const { port } = await startUcpSmsc({ now: () => 1_790_000_000_000 });
    const bind = startClient(ucpConfig(port));
    await bind.bound();
    for (const token of ["a", "b", "c"]) {
      bind.client.submit(token, segment(ordinary, token));
    }
    await bind.results.take(3);
    const ids = bind.results.all.map(({ result }) => (result.outcome === "accepted" ? result.carrierMessageId : ""));
    expect(new Set(ids).size).toBe(3);
  });

  it("that cannot be delivered is told with its reason", async () => {
    const { port } = await startUcpSmsc();
    const bind = startClient(ucpConfig(port));
    await bind.bound();
    bind.client.submit("one", segment(undeliverable));
    const [delivered] = await bind.delivers.take(1);
    expect(told(delivered?.deliver)).toMatchObject({ receipt: { state: "undeliverable", errorCode: "108" } });
  });

  it("asks for final notifications only", async () => {
    const { smsc, port } = await startUcpSmsc();
    const bind = startClient(ucpConfig(port));
    await bind.bound();
    bind.client.submit("one", segment(bufferedFirst));
    const [delivered] = await bind.delivers.take(1);
    expect(told(delivered?.deliver)).toMatchObject({ receipt: { state: "delivered" } });
    expect(smsc.stats().delivers).toBe(1);
  });

  it("may be told of before its result", async () => {
    const { port } = await startUcpSmsc();
    const order: string[] = [];
    const bind = startClient(ucpConfig(port), "by_hand");
    await bind.bound();
    bind.client.submit("one", segment(receiptFirst));
    const delivered = bind.delivers.take(1).then(() => order.push("notification"));
    const result = bind.resultOf("one").then(() => order.push("result"));
    await Promise.all([delivered, result]);
    expect(order).toEqual(["notification", "result"]);
  });

  it("that the carrier refuses is rejected, with its reason and a command_status", async () => {
    const { port } = await startUcpSmsc();
    const bind = startClient(ucpConfig(port));
    await bind.bound();
    bind.client.submit("one", segment(invalid));
    expect(await bind.resultOf("one")).toEqual({
      outcome: "rejected",
      commandStatus: 0x0b,
      reason: "UCP error 06 AdC invalid",
    });
  });

  it.each([
    ["throttles", throttled, 0x58],
    ["is full", queueFullOnce, 0x14],
  ])("is rejected for now by a carrier that %s", async (_what, to, commandStatus) => {
    const { port } = await startUcpSmsc();
    const bind = startClient(ucpConfig(port));
    await bind.bound();
    bind.client.submit("one", segment(to));
    expect(await bind.resultOf("one")).toMatchObject({ outcome: "rejected", commandStatus });
  });

  it("that is never answered is unknown, once", async () => {
    const { port } = await startUcpSmsc();
    const bind = startClient(ucpConfig(port, { responseTimeoutMs: 20 }));
    await bind.bound();
    bind.client.submit("lost", segment(lostOnce));
    expect(await bind.resultOf("lost")).toEqual({ outcome: "unknown", reason: "no result in time" });
    expect(bind.client.freeSlots()).toBe(99);
    bind.client.submit("after", segment(noReceipt));
    await bind.resultOf("after");
    expect(bind.results.all).toHaveLength(2);
  });

  it("whose result comes too late is told of a second time, and its number is free again", async () => {
    const held = new Recorder<{ session: Session; frame: Frame }>();
    const port = await startScriptedCentre((session, frame) => held.push({ session, frame }));
    const bind = startClient(ucpConfig(port, { responseTimeoutMs: 20 }));
    await bind.bound();
    bind.client.submit("one", segment(ordinary));
    const [waiting] = await held.take(1);
    expect(await bind.resultOf("one")).toMatchObject({ outcome: "unknown" });
    expect(bind.client.freeSlots()).toBe(99);
    waiting?.session.respond(waiting.frame, { ok: true, systemMessage: "00573001234567:010126000000" });
    expect(await bind.lateResults.take(1)).toEqual([
      { token: "one", result: { outcome: "accepted", carrierMessageId: "573001234567:010126000000" } },
    ]);
    expect([bind.client.freeSlots(), bind.results.all.length]).toEqual([100, 1]);
  });

  it("without a free session or window is not sent", async () => {
    const { smsc, port } = await startUcpSmsc();
    const bind = startClient(ucpConfig(port, { windowSize: 2 }));
    bind.client.submit("early", segment(ordinary));
    expect(bind.results.all).toEqual([]);
    expect(await bind.resultOf("early")).toEqual({ outcome: "unsent", reason: "not bound" });
    await bind.bound();
    for (const token of ["a", "b", "c"]) {
      bind.client.submit(token, segment(ordinary, token));
    }
    expect(await bind.resultOf("c")).toEqual({ outcome: "unsent", reason: "the window is full" });
    await bind.results.take(4);
    expect(smsc.stats().submits).toBe(2);
  });

  it.each([
    ["a recipient of 18 digits", segment("+573001234567890123"), 0x0b],
    ["a name of 12 characters", segment(ordinary, "hi", { source: wireAddressOf("ABCDEFGHIJKL") }), 0x0a],
    ["an alphabet that UCP has not", segment(ordinary, "hi", { dataCoding: 3 }), 0x01],
  ])("does not send %s, and says why", async (_what, message, commandStatus) => {
    const { smsc, port } = await startUcpSmsc();
    const bind = startClient(ucpConfig(port));
    await bind.bound();
    bind.client.submit("one", message);
    expect(await bind.resultOf("one")).toMatchObject({ outcome: "rejected", commandStatus });
    expect([bind.client.freeSlots(), smsc.stats().submits]).toEqual([100, 0]);
  });

  it("carries what the carrier's settings add", async () => {
    const operations = new Recorder<Frame>();
    const port = await startScriptedCentre((session, frame) => {
      operations.push(frame);
      session.respond(frame, { ok: true, systemMessage: "573001234567:010126000000" });
    });
    const bind = startClient(
      ucpConfig(port, {
        notificationAddress: "99887",
        timeZone: "America/Bogota",
        billingIdentifier: "T1",
        internationalPrefix: "",
      }),
    );
    await bind.bound();
    bind.client.submit("one", segment(ordinary, "hi", { validUntilMs: Date.UTC(2026, 10, 21, 4, 30) }));
    const [frame] = await operations.take(1);
    expect(readFields(51, frame?.fields ?? [])).toMatchObject({
      adc: "573001234567",
      oadc: "12345",
      otoa: "",
      nrq: "1",
      nt: "3",
      nadc: "99887",
      npid: "0539",
      vp: "2011262330",
      mt: "3",
      msg: "6869",
      xser: "0C025431",
    });
  });
});

describe("bodies", () => {
  it("brings a long text in parts with their headers", async () => {
    const { smsc, port } = await startUcpSmsc();
    const bind = startClient(ucpConfig(port));
    await bind.bound();
    const plan = planText("Long text, said twice. ".repeat(20));
    const parts = encodeSegments(plan, 0x2a, 8);
    for (const { index, userDataHeader, data, dataCoding } of parts) {
      bind.client.submit(`${index}`, { ...segment(ordinary), userDataHeader, data, dataCoding });
    }
    await bind.results.take(parts.length);
    const bodies = smsc.submits(0, 10).map(({ body }) => Buffer.from(body));
    expect(bodies.map((body) => body.subarray(0, 6).toString("hex"))).toEqual(
      parts.map(({ index }) => `0500032a0${parts.length}0${index + 1}`),
    );
    expect(bodies.map((body) => body.subarray(6).toString("latin1")).join("")).toBe(
      "Long text, said twice. ".repeat(20),
    );
    expect(smsc.submits(0, 10).every(({ esmClass }) => esmClass === 0x40)).toBe(true);
  });

  it("brings a text in UCS-2", async () => {
    const { smsc, port } = await startUcpSmsc();
    const bind = startClient(ucpConfig(port));
    await bind.bound();
    const data = Buffer.from("Привет 👋", "utf16le").swap16();
    bind.client.submit("one", segment(ordinary, "", { data, dataCoding: 8 }));
    await bind.resultOf("one");
    expect(smsc.submits(0, 1)).toMatchObject([{ dataCoding: 8, body: data }]);
  });

  it.each([
    ["a name", "Heliograph", "Heliograph"],
    ["an international number", "+4915112345678", "+4915112345678"],
    ["a short code", "85432", "85432"],
  ])("is sent from %s", async (_what, from, seen) => {
    const { smsc, port } = await startUcpSmsc();
    const bind = startClient(ucpConfig(port));
    await bind.bound();
    bind.client.submit("one", segment(ordinary, "hi", { source: wireAddressOf(from) }));
    await bind.resultOf("one");
    expect(smsc.submits(0, 1)).toMatchObject([{ source: seen }]);
  });
});
