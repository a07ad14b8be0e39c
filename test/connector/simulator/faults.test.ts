import { describe, expect, it, onTestFinished } from "vitest";
import { listenControl } from "../../../connector/simulator/control.ts";
import { Faults } from "../../../connector/simulator/faults.ts";
import { startSmsc } from "../smpp/harness.ts";
import { startUcpSmsc } from "../ucp/harness.ts";
import { recovers, startSmppCarrier, startUcpCarrier } from "./faulty-carrier.ts";

/** Until the test says otherwise. */
const seconds = 3_600;
const accepted = { outcome: "accepted" };

const smpp = {
  protocol: "SMPP",
  start: startSmppCarrier,
  endless: "command_length 2147483647 is over the limit of 65536",
  unreadable: "the response cannot be read: message_id is longer than 64 octets",
  silent: "the peer did not answer enquire_link",
  unbound: "no answer to the bind within 500 ms",
  late: "no response in time",
  throttled: { outcome: "rejected", commandStatus: 0x58 },
  ghost: "the bind was refused: ESME_RALYBND",
  left: "the peer unbound",
};
const ucp = {
  protocol: "UCP",
  start: startUcpCarrier,
  endless: 'the peer does not speak UCP: it sends ".01/9999…"',
  unreadable: "the result cannot be read: operation 51 got neither A nor N",
  silent: "the peer did not answer an alert",
  unbound: "no answer to the login within 500 ms",
  late: "no result in time",
  throttled: {
    outcome: "rejected",
    commandStatus: 0x58,
    reason: "UCP error 04 Operation not allowed: throughput exceeded",
  },
  ghost: "the login was refused: 04 Operation not allowed",
  left: "the peer closed the connection",
};

describe.each([smpp, ucp])("a bind over $protocol outlives", ({ start, ...says }) => {
  it("trap 14: PDUs that cannot be read, on the same session", async () => {
    const carrier = await start();
    carrier.inject({ mode: "malformed_pdu" });
    carrier.submit("after");
    expect(await carrier.resultOf("after")).toMatchObject(accepted);
    await carrier.delivers.take(1);
    expect(carrier.states.all.map(({ state }) => state)).toEqual(["connecting", "bound"]);
    expect(carrier.delivers.all).toHaveLength(1);
  });

  it("trap 14: a length that no PDU has, by a new session", async () => {
    const carrier = await start();
    carrier.inject({ mode: "no_response", seconds });
    carrier.submit("in flight");
    carrier.inject({ mode: "oversized_length" });
    const down = await carrier.states.find(({ state }) => state === "down");
    expect(down.reason).toBe(says.endless);
    expect(await carrier.resultOf("in flight")).toEqual({ outcome: "unknown", reason: down.reason });
    expect(await recovers(carrier)).toMatchObject(accepted);
  });

  it("trap 14: a response that cannot be read, which leaves its own submit unknown", async () => {
    const carrier = await start();
    carrier.inject({ mode: "malformed_response", seconds });
    carrier.submit("one");
    expect(await carrier.resultOf("one")).toEqual({ outcome: "unknown", reason: says.unreadable });
    expect(await recovers(carrier)).toMatchObject(accepted);
    expect(carrier.states.all.map(({ state }) => state)).toEqual(["connecting", "bound"]);
  });

  it("trap 13: a connection nobody reads from any more", async () => {
    const carrier = await start({ idleMs: 100, responseTimeoutMs: 500, bindTimeoutMs: 500 });
    carrier.inject({ mode: "half_open", seconds });
    carrier.submit("in flight");
    await carrier.states.find(({ reason }) => reason === says.silent);
    expect(await carrier.resultOf("in flight")).toMatchObject({ outcome: "unknown" });
    await carrier.states.find(({ reason }) => reason === says.unbound);
    expect(await recovers(carrier)).toMatchObject(accepted);
  });

  it("trap 11: responses that are too late, whose ids it learns all the same", async () => {
    const carrier = await start({ responseTimeoutMs: 20 });
    carrier.inject({ mode: "slow", seconds, delayMs: 100 });
    carrier.submit("one");
    expect(await carrier.resultOf("one")).toEqual({ outcome: "unknown", reason: says.late });
    const [late] = await carrier.lateResults.take(1);
    expect(late).toMatchObject({ token: "one", result: accepted });
    expect(carrier.results.all).toHaveLength(1);
  });

  it("trap 11: responses that never come", async () => {
    const carrier = await start({ responseTimeoutMs: 20 });
    carrier.inject({ mode: "no_response", seconds });
    carrier.submit("one");
    expect(await carrier.resultOf("one")).toEqual({ outcome: "unknown", reason: says.late });
    expect(await recovers(carrier)).toMatchObject(accepted);
    expect(carrier.lateResults.all).toEqual([]);
  });

  it("trap 10: responses out of order", async () => {
    const carrier = await start();
    carrier.inject({ mode: "out_of_order", seconds });
    for (const token of ["a", "b", "c", "d"]) {
      carrier.submit(token);
    }
    const results = await carrier.results.take(4);
    expect(results.map(({ token }) => token)).toEqual(["b", "d", "a", "c"]);
    const ids = new Map(
      results.map(({ token, result }) => [token, result.outcome === "accepted" ? result.carrierMessageId : ""]),
    );
    const texts = new Map(carrier.submits().map((seen) => [seen.carrierMessageId, Buffer.from(seen.body).toString()]));
    expect(["a", "b", "c", "d"].map((token) => texts.get(ids.get(token) ?? ""))).toEqual(["a", "b", "c", "d"]);
  });

  it("trap 10: responses under a number nobody waits for", async () => {
    const carrier = await start({ responseTimeoutMs: 20 });
    carrier.inject({ mode: "wrong_sequence", seconds });
    carrier.submit("one");
    carrier.submit("two");
    const results = await carrier.results.take(2);
    expect(results.map(({ result }) => result.outcome)).toEqual(["unknown", "unknown"]);
    expect(await recovers(carrier)).toMatchObject(accepted);
    expect(carrier.results.all).toHaveLength(3);
    expect(carrier.lateResults.all).toEqual([]);
  });

  it("trap 16: throttling, which it tells as it is", async () => {
    const carrier = await start();
    carrier.inject({ mode: "throttle", seconds });
    carrier.submit("one");
    expect(await carrier.resultOf("one")).toEqual(says.throttled);
    expect(await recovers(carrier)).toMatchObject(accepted);
    expect(carrier.stats()).toMatchObject({ refused: 1, accepted: 1 });
  });

  it("the loss of every session", async () => {
    const carrier = await start();
    carrier.inject({ mode: "no_response", seconds });
    carrier.submit("in flight");
    carrier.submit("and this");
    carrier.inject({ mode: "drop" });
    await carrier.states.find(({ state }) => state === "down");
    expect(carrier.results.all.map(({ result }) => result.outcome)).toEqual(["unknown", "unknown"]);
    expect(await recovers(carrier)).toMatchObject(accepted);
  });

  it("trap 15: the ghost of its own session", async () => {
    const carrier = await start();
    carrier.inject({ mode: "ghost", seconds });
    const refused = await carrier.states.find(({ reason }) => reason?.includes("refused") ?? false);
    expect(refused).toMatchObject({ state: "down", reason: says.ghost });
    expect(await recovers(carrier)).toMatchObject(accepted);
    expect(carrier.stats().sessions).toHaveLength(1);
  });

  it("trap 21: an unbind", async () => {
    const carrier = await start();
    carrier.inject({ mode: "unbind" });
    expect(await carrier.states.find(({ state }) => state === "down")).toMatchObject({ reason: says.left });
    expect(await recovers(carrier)).toMatchObject(accepted);
  });
});

describe("a session that is no longer what it was", () => {
  it("has its submits handed back as not sent, and is made anew: SMPP", async () => {
    const carrier = await startSmppCarrier();
    carrier.inject({ mode: "not_bound", seconds });
    carrier.submit("one");
    expect(await carrier.resultOf("one")).toMatchObject({ outcome: "unsent" });
    carrier.inject({ mode: "none" });
    await carrier.states.take(6);
    expect(await recovers(carrier)).toMatchObject(accepted);
  });

  it("has its submits refused for now, and is made anew: UCP", async () => {
    const carrier = await startUcpCarrier();
    carrier.inject({ mode: "not_bound", seconds });
    carrier.submit("one");
    const reason = "UCP error 07 Authentication failure: not logged in";
    expect(await carrier.resultOf("one")).toEqual({ outcome: "rejected", commandStatus: 0x04, reason });
    carrier.inject({ mode: "none" });
    expect(await carrier.states.find(({ state }) => state === "unbinding")).toMatchObject({ reason });
    await carrier.states.take(6);
    expect(await recovers(carrier)).toMatchObject(accepted);
  });
});

it("a session that takes texts is not given up for each that is answered with 07: UCP", async () => {
  const carrier = await startUcpCarrier({ reconnectMaxMs: 3_600_000 });
  const unbindings = (): number => carrier.states.all.filter(({ state }) => state === "unbinding").length;
  const refused = { outcome: "rejected", commandStatus: 0x04 };
  carrier.inject({ mode: "not_bound", seconds });
  carrier.submit("one");
  expect(await carrier.resultOf("one")).toMatchObject(refused);
  expect(await recovers(carrier)).toMatchObject(accepted);
  expect(unbindings()).toBe(1);
  carrier.inject({ mode: "not_bound", seconds });
  carrier.submit("two");
  expect(await carrier.resultOf("two")).toMatchObject(refused);
  carrier.inject({ mode: "none" });
  carrier.submit("three");
  expect(await carrier.resultOf("three")).toMatchObject(accepted);
  expect(unbindings()).toBe(1);
});

describe("faults", () => {
  it("last as long as they are meant to", () => {
    let nowMs = 0;
    const faults = new Faults(() => nowMs);
    faults.begin({ mode: "throttle", seconds: 2 });
    faults.begin({ mode: "slow", seconds: 3, delayMs: 70 });
    nowMs = 1_999;
    expect([faults.is("throttle"), faults.responseDelayMs, faults.is("ghost")]).toEqual([true, 70, false]);
    nowMs = 2_000;
    expect([faults.is("throttle"), faults.responseDelayMs]).toEqual([false, 70]);
    faults.clear();
    expect(faults.responseDelayMs).toBe(0);
  });

  it.each(["", "/ucp"])("are asked for over HTTP: %s/faults", async (prefix) => {
    const { smsc } = await startSmsc();
    const { smsc: ucpSmsc } = await startUcpSmsc();
    const asked: string[] = [];
    smsc.inject = ({ mode }) => asked.push(mode);
    ucpSmsc.inject = ({ mode }) => asked.push(`/ucp ${mode}`);
    const { server, port } = await listenControl(smsc, 0, ucpSmsc);
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const post = async (fault: object): Promise<number> => {
      const body = JSON.stringify(fault);
      return (await fetch(`http://127.0.0.1:${port}${prefix}/faults`, { method: "POST", body })).status;
    };
    expect([await post({ mode: "throttle", seconds: 60 }), await post({ mode: "none" })]).toEqual([204, 204]);
    expect(asked).toEqual([`${prefix} throttle`.trim(), `${prefix} none`.trim()]);
    expect([await post({ mode: "earthquake" }), await post({ mode: "throttle", seconds: -1 })]).toEqual([400, 400]);
    expect(await post({ mode: "congested" })).toBe(prefix === "" ? 204 : 400);
  });
});
