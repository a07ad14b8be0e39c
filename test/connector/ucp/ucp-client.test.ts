import { describe, expect, it } from "vitest";
import { readUcpDelivery, ucpDeliveryKey } from "../../../connector/ucp/deliveries.ts";
import type { UcpDelivery } from "../../../connector/ucp/deliver.ts";
import type { Delivery } from "../../../connector/deliveries.ts";
import { readFields } from "../../../connector/ucp/fields.ts";
import { Session } from "../../../connector/ucp/session.ts";
import type { Frame } from "../../../connector/ucp/frame.ts";
import { wireAddressOf } from "../../../src/sms/address.ts";
import { encodeSegments } from "../../../src/sms/encode-segments.ts";
import { planText } from "../../../src/sms/plan-text.ts";
import { createAuthority } from "../../support/certificates.ts";
import { host, startServer } from "../smpp/harness.ts";
import { Recorder } from "../smpp/recorder.ts";
import { segment, startClient, startUcpSmsc, ucpConfig } from "./harness.ts";

const ordinary = "+573001234567";
const undeliverable = "+573009999001";
const invalid = "+573009999004";
const throttled = "+573009999005";
const queueFullOnce = "+573009999006";
const receiptFirst = "+573009999007";
const lostOnce = "+573009999008";
const bufferedFirst = "+573009999011";
const noReceipt = "+573009999012";
const disconnectOnce = "+573009999016";

function told(deliver: UcpDelivery | undefined): Delivery {
  if (deliver === undefined) {
    throw new Error("nothing was delivered");
  }
  return readUcpDelivery(deliver, "bnd_1", 0);
}

/** A carrier played by the test: `answer` has each operation but alerts, which are answered, or not. */
async function startScripted(answer: (session: Session, frame: Frame) => void): Promise<number> {
  return startServer((socket) => {
    const session: Session = new Session({
      socket,
      monotonicMs: () => performance.now(),
      keepaliveIntervalMs: Number.POSITIVE_INFINITY,
      responseTimeoutMs: 60_000,
      onOperation: (frame) =>
        frame.operation === 60 ? session.respond(frame, { ok: true, systemMessage: "" }) : answer(session, frame),
      onClose: () => undefined,
    });
  });
}

describe("a login", () => {
  it("is made with the bind's number and password", async () => {
    const { smsc, port } = await startUcpSmsc({ systemId: "12345", password: "secret" });
    const bind = startClient(ucpConfig(port));
    await bind.bound();
    expect(bind.states.all.map(({ state }) => state)).toEqual(["connecting", "bound"]);
    expect(smsc.stats().sessions).toEqual(["12345"]);
    expect(bind.client.freeSlots()).toBe(100);
  });

  it("with a wrong password is tried again slowly, with the carrier's reason", async () => {
    const { smsc, port } = await startUcpSmsc({ password: "other" });
    const bind = startClient(ucpConfig(port, { reconnectMinMs: 1, reconnectMaxMs: 30 }));
    const warnings = await bind.warnings.take(2);
    expect(warnings.map(({ retryInMs }) => retryInMs)).toEqual([30, 30]);
    expect(bind.states.all.find(({ state }) => state === "down")?.reason).toBe(
      "the login was refused: 07 Authentication failure",
    );
    expect(JSON.stringify([bind.states.all, bind.warnings.all])).not.toContain("secret");
    expect(smsc.stats().sessions).toEqual([]);
  });

  it("is made over TLS, where the pinned authority signed the carrier's certificate", async () => {
    const authority = createAuthority();
    const { smsc, port } = await startUcpSmsc({ tls: authority.issue(host) });
    const pinned = startClient(ucpConfig(port, { tls: { caPem: authority.certificatePem, allowUnverified: false } }));
    await pinned.bound();
    const stranger = startClient(
      ucpConfig(port, { tls: { caPem: createAuthority().certificatePem, allowUnverified: false } }),
    );
    const down = await stranger.states.find(({ state }) => state === "down");
    expect(down.reason).toContain("certificate is not trusted");
    expect(smsc.stats().sessions).toEqual(["12345"]);
  });

  it("is left out for a carrier that needs none", async () => {
    const operations = new Recorder<Frame>();
    const port = await startScripted((session, frame) => {
      operations.push(frame);
      session.respond(frame, { ok: true, systemMessage: "00573001234567:010126000000" });
    });
    const bind = startClient(ucpConfig(port, { systemId: "", password: "" }));
    await bind.bound();
    bind.client.submit("one", segment(ordinary));
    await bind.resultOf("one");
    expect(operations.all.map(({ operation }) => operation)).toEqual([51]);
  });

  it("that is never answered is given up in time, and tried again", async () => {
    const port = await startServer(() => undefined);
    const bind = startClient(ucpConfig(port, { bindTimeoutMs: 20 }));
    const down = await bind.states.find(({ state }) => state === "down");
    expect(down.reason).toBe("no answer to the login within 20 ms");
    await bind.states.take(4);
  });
});

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
    const port = await startScripted((session, frame) => held.push({ session, frame }));
    const bind = startClient(ucpConfig(port, { responseTimeoutMs: 20 }));
    await bind.bound();
    bind.client.submit("one", segment(ordinary));
    const [waiting] = await held.take(1);
    expect(await bind.resultOf("one")).toMatchObject({ outcome: "unknown" });
    expect(bind.client.freeSlots()).toBe(99);
    waiting?.session.respond(waiting.frame, { ok: true, systemMessage: "00573001234567:010126000000" });
    expect(await bind.late.take(1)).toEqual([
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
    const port = await startScripted((session, frame) => {
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

describe("an inbound message", () => {
  it("is acknowledged only when the holder says so, and comes again until then", async () => {
    const { smsc, port } = await startUcpSmsc();
    const bind = startClient(ucpConfig(port), "by_hand");
    await bind.bound();
    const taken = smsc.injectMo({ from: "+573001234567", to: "12345", text: "STOP €5" });
    const [first] = await bind.delivers.take(1);
    expect(smsc.stats().inboundAcknowledged).toBe(0);
    first?.respond(0x64);
    const [, again] = await bind.delivers.take(2);
    expect(again && first && ucpDeliveryKey(again.deliver) === ucpDeliveryKey(first.deliver)).toBe(true);
    again?.respond(0);
    again?.respond(0);
    await taken;
    expect(smsc.stats()).toMatchObject({ delivers: 2, inboundAcknowledged: 1 });
    expect(told(again?.deliver)).toMatchObject({
      kind: "inbound",
      inbound: { from: "+573001234567", to: "12345", text: "STOP €5", dataCoding: 0, bindId: "bnd_1" },
    });
  });

  it("that the holder refuses for good does not come again", async () => {
    const { smsc, port } = await startUcpSmsc();
    const bind = startClient(ucpConfig(port), "by_hand");
    await bind.bound();
    const taken = smsc.injectMo({ from: "+573001234567", to: "12345", text: "?" });
    const [first] = await bind.delivers.take(1);
    first?.respond(0x65);
    await taken;
    expect(smsc.stats().delivers).toBe(1);
  });

  it.each([
    ["in UCS-2", { text: "Привет" }, { text: "Привет", dataCoding: 8 }],
    ["from a name", { from: "Bank", text: "hi" }, { from: "Bank", text: "hi" }],
    [
      "as part of a long text",
      { body: Buffer.from("part"), userDataHeader: Buffer.from("0500032a0201", "hex") },
      { text: "part", userDataHeader: "0500032a0201" },
    ],
    ["as operation 01", { text: "hello", as: "call" as const }, { from: "+573001234567", text: "hello" }],
    ["as binary", { body: Buffer.of(1, 2, 255), dataCoding: 4 }, { text: "0102ff", dataCoding: 4 }],
  ])("comes %s", async (_what, inbound, expected) => {
    const { smsc, port } = await startUcpSmsc();
    const bind = startClient(ucpConfig(port));
    await bind.bound();
    await smsc.injectMo({ from: "+573001234567", to: "12345", ...inbound });
    const [delivered] = await bind.delivers.take(1);
    expect(told(delivered?.deliver)).toMatchObject({ kind: "inbound", inbound: expected });
  });
});

describe("a session that is lost", () => {
  it("leaves what was in flight unknown, once, and comes back", async () => {
    const { smsc, port } = await startUcpSmsc();
    const bind = startClient(ucpConfig(port));
    await bind.bound();
    bind.client.submit("a", segment(lostOnce, "a"));
    bind.client.submit("b", segment(lostOnce, "b"));
    bind.client.submit("after", segment(ordinary));
    await bind.resultOf("after");
    smsc.disconnectAll();
    await bind.states.take(5);
    const unknown = bind.results.all.filter(({ result }) => result.outcome === "unknown");
    expect(unknown.map(({ token }) => token)).toEqual(["a", "b"]);
    expect(bind.states.all.map(({ state }) => state)).toEqual(["connecting", "bound", "down", "connecting", "bound"]);
    expect(bind.client.freeSlots()).toBe(100);
    bind.client.submit("again", segment(lostOnce, "a"));
    expect(await bind.resultOf("again")).toMatchObject({ outcome: "accepted" });
  });

  it("is dropped by the carrier in the middle of a submit", async () => {
    const { port } = await startUcpSmsc();
    const bind = startClient(ucpConfig(port));
    await bind.bound();
    bind.client.submit("one", segment(disconnectOnce));
    expect(await bind.resultOf("one")).toEqual({ outcome: "unknown", reason: "the peer closed the connection" });
    await bind.states.take(5);
  });

  it("is given up when an alert is not answered, and made again", async () => {
    let connections = 0;
    const port = await startServer((socket) => {
      connections++;
      // Answers the login, and nothing else.
      socket.on("data", (chunk) => {
        if (chunk.toString("latin1").includes("/O/60/")) {
          socket.write("\u000200/00019/R/60/A//6D\u0003", "latin1");
        }
      });
    });
    const bind = startClient(ucpConfig(port, { keepaliveIntervalMs: 20, responseTimeoutMs: 20 }));
    const down = await bind.states.find(({ state }) => state === "down");
    expect(down.reason).toBe("the peer did not answer an alert");
    await bind.states.take(5);
    expect(connections).toBeGreaterThanOrEqual(2);
  });

  it("stays while alerts are answered, even with a refusal", async () => {
    const alerts = new Recorder<string>();
    const port = await startServer((socket) => {
      socket.on("data", (chunk) => {
        const text = chunk.toString("latin1");
        if (text.includes("/O/60/")) {
          socket.write("\u000200/00019/R/60/A//6D\u0003", "latin1");
        } else {
          alerts.push(text);
          const body = `${text.slice(1, 3)}/00022/R/31/N/03//`;
          const sum = Array.from(body).reduce((total, character) => total + character.charCodeAt(0), 0) & 0xff;
          socket.write(`\u0002${body}${sum.toString(16).toUpperCase().padStart(2, "0")}\u0003`, "latin1");
        }
      });
    });
    const bind = startClient(ucpConfig(port, { keepaliveIntervalMs: 10, responseTimeoutMs: 2_000 }));
    const seen = await alerts.take(3);
    expect(seen[0]?.slice(1, -1)).toMatch(/^01\/00027\/O\/31\/12345\/0539\/[\dA-F]{2}$/);
    expect(bind.states.all.map(({ state }) => state)).toEqual(["connecting", "bound"]);
  });

  it("is given up when half of the transaction numbers were never answered", async () => {
    const port = await startScripted(() => undefined);
    const bind = startClient(ucpConfig(port, { responseTimeoutMs: 40, keepaliveIntervalMs: 60_000 }));
    await bind.bound();
    for (let sent = 0; sent < 60; sent++) {
      bind.client.submit(`${sent}`, segment(ordinary));
    }
    await bind.results.take(60);
    const down = await bind.states.find(({ state }) => state === "down");
    expect(down.reason).toMatch(/^\d+ operations were never answered$/);
    expect(bind.results.all.every(({ result }) => result.outcome === "unknown")).toBe(true);
  });
});

describe("a window of 100", () => {
  it("skips the numbers that are busy, and takes a late result for nobody else's", async () => {
    const held: Frame[] = [];
    const arrived = new Recorder<number>();
    let carrier: Session | undefined;
    const accept = (session: Session | undefined, frame: Frame | undefined): void => {
      if (session !== undefined && frame !== undefined) {
        const to = readFields(51, frame.fields)?.adc ?? "";
        session.respond(frame, { ok: true, systemMessage: `${to}:010126000000` });
      }
    };
    const port = await startScripted((session, frame) => {
      carrier = session;
      arrived.push(frame.transaction);
      held.push(frame);
    });
    const bind = startClient(ucpConfig(port));
    await bind.bound();
    for (let sent = 0; sent < 100; sent++) {
      bind.client.submit(`${sent}`, segment(`+5730000000${String(sent).padStart(2, "0")}`));
    }
    expect(bind.client.freeSlots()).toBe(0);
    const numbers = await arrived.take(100);
    expect([...numbers].sort((one, other) => one - other)).toEqual(Array.from({ length: 100 }, (_, index) => index));

    accept(carrier, held[40]);
    accept(carrier, held[3]);
    await bind.results.take(2);
    expect(bind.client.freeSlots()).toBe(2);
    bind.client.submit("x", segment("+573000000201"));
    bind.client.submit("y", segment("+573000000202"));
    await arrived.take(102);
    expect(new Set(arrived.all.slice(100))).toEqual(new Set([numbers[40], numbers[3]]));

    for (const frame of [...held.slice(0, 3), ...held.slice(4, 40), ...held.slice(41)].toReversed()) {
      accept(carrier, frame);
    }
    await bind.results.take(102);
    const ids = new Map(bind.results.all.map(({ token, result }) => [token, result]));
    expect(ids.get("7")).toEqual({ outcome: "accepted", carrierMessageId: "573000000007:010126000000" });
    expect(ids.get("y")).toEqual({ outcome: "accepted", carrierMessageId: "573000000202:010126000000" });
    expect(bind.client.freeSlots()).toBe(100);
  });

  it("moves many more than a hundred", async () => {
    const { smsc, port } = await startUcpSmsc();
    const bind = startClient(ucpConfig(port));
    await bind.bound();
    let sent = 0;
    while (sent < 1_000) {
      while (bind.client.freeSlots() > 0 && sent < 1_000) {
        bind.client.submit(`${sent}`, segment(`+57300${String(sent++).padStart(7, "0")}`));
      }
      if (sent < 1_000) {
        await bind.ready.take(bind.ready.all.length + 1);
      }
    }
    await bind.results.take(1_000);
    await bind.delivers.take(1_000);
    expect(bind.results.all.every(({ result }) => result.outcome === "accepted")).toBe(true);
    expect(smsc.stats()).toMatchObject({ submits: 1_000, accepted: 1_000 });
  });
});

describe("changes and the end", () => {
  it("takes a new window and settings as it is, and a new password not at all", async () => {
    const { port } = await startUcpSmsc();
    const config = ucpConfig(port);
    const bind = startClient(config);
    await bind.bound();
    expect(bind.client.reconfigure({ ...config, windowSize: 7, internationalPrefix: "" })).toBe(true);
    expect(bind.client.freeSlots()).toBe(7);
    expect(bind.client.reconfigure({ ...config, password: "other" })).toBe(false);
    expect(bind.client.freeSlots()).toBe(7);
  });

  it("lets the window empty before it closes", async () => {
    const held = new Recorder<{ session: Session; frame: Frame }>();
    const port = await startScripted((session, frame) => held.push({ session, frame }));
    const bind = startClient(ucpConfig(port));
    await bind.bound();
    bind.client.submit("one", segment(ordinary));
    const [waiting] = await held.take(1);
    const stopped = bind.client.stop({ drainMs: 10_000 });
    expect(bind.client.freeSlots()).toBe(0);
    waiting?.session.respond(waiting.frame, { ok: true, systemMessage: "573001234567:010126000000" });
    await stopped;
    expect(await bind.resultOf("one")).toMatchObject({ outcome: "accepted" });
    expect(bind.states.all.map(({ state }) => state)).toEqual(["connecting", "bound", "unbinding", "down"]);
  });

  it("does not wait longer than told", async () => {
    const port = await startScripted(() => undefined);
    const bind = startClient(ucpConfig(port));
    await bind.bound();
    bind.client.submit("one", segment(ordinary));
    await bind.client.stop({ drainMs: 5 });
    expect(await bind.resultOf("one")).toMatchObject({ outcome: "unknown" });
  });
});
