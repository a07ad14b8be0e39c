import { describe, expect, it, onTestFinished } from "vitest";
import { listenControl } from "../../../connector/simulator/control.ts";
import type { Fault } from "../../../connector/simulator/faults.ts";
import { Faults } from "../../../connector/simulator/faults.ts";
import type { BindConfig } from "../../../src/link/bind-config.ts";
import { bindConfig, message, startBind, startSmsc } from "../smpp/harness.ts";

const destination = "573001234567";
/** Until the test says otherwise. */
const seconds = 3_600;

async function boundToSimulator(overrides: Partial<BindConfig> = {}) {
  const { smsc, port } = await startSmsc();
  const config = bindConfig(port, overrides);
  const bind = startBind(config);
  await bind.bound();
  const submit = (token: string): void => bind.client.submit(token, message(destination, token));
  /** Without the fault the bind carries traffic again. */
  const recovers = async (): Promise<void> => {
    smsc.inject({ mode: "none" });
    bind.client.reconfigure({ ...config, responseTimeoutMs: 60_000 });
    await bind.states.find(() => bind.client.freeSlots() > 0);
    submit("after");
    expect(await bind.resultOf("after")).toMatchObject({ outcome: "accepted" });
  };
  return { smsc, port, bind, submit, recovers };
}

describe("a bind outlives", () => {
  it("trap 14: PDUs that cannot be read, on the same session", async () => {
    const { smsc, bind, submit } = await boundToSimulator();
    smsc.inject({ mode: "malformed_pdu" });
    submit("after");
    expect(await bind.resultOf("after")).toMatchObject({ outcome: "accepted" });
    await bind.delivers.take(1);
    expect(bind.states.all.map(({ state }) => state)).toEqual(["connecting", "bound"]);
    expect(bind.delivers.all).toHaveLength(1);
  });

  it("trap 14: a length that no PDU has, by a new session", async () => {
    const { smsc, bind, submit, recovers } = await boundToSimulator();
    smsc.inject({ mode: "no_response", seconds });
    submit("in flight");
    smsc.inject({ mode: "oversized_length" });
    const down = await bind.states.find(({ state }) => state === "down");
    expect(down.reason).toBe("command_length 2147483647 is over the limit of 65536");
    expect(await bind.resultOf("in flight")).toEqual({ outcome: "unknown", reason: down.reason });
    await recovers();
  });

  it("trap 14: a response that cannot be read, which leaves its own submit unknown", async () => {
    const { smsc, bind, submit, recovers } = await boundToSimulator();
    smsc.inject({ mode: "malformed_response", seconds });
    submit("one");
    expect(await bind.resultOf("one")).toEqual({
      outcome: "unknown",
      reason: "the response cannot be read: message_id is longer than 64 octets",
    });
    await recovers();
    expect(bind.states.all.map(({ state }) => state)).toEqual(["connecting", "bound"]);
  });

  it("trap 13: a connection nobody reads from any more", async () => {
    const { smsc, bind, submit, recovers } = await boundToSimulator({
      enquireLinkIntervalMs: 100,
      responseTimeoutMs: 500,
      bindTimeoutMs: 500,
    });
    smsc.inject({ mode: "half_open", seconds });
    submit("in flight");
    await bind.states.find(({ reason }) => reason === "the peer did not answer enquire_link");
    expect(await bind.resultOf("in flight")).toMatchObject({ outcome: "unknown" });
    await bind.states.find(({ reason }) => reason === "no answer to the bind within 500 ms");
    await recovers();
  });

  it("trap 11: responses that are too late, whose ids it learns all the same", async () => {
    const { smsc, bind, submit } = await boundToSimulator({ responseTimeoutMs: 20 });
    smsc.inject({ mode: "slow", seconds, delayMs: 100 });
    submit("one");
    expect(await bind.resultOf("one")).toEqual({ outcome: "unknown", reason: "no response in time" });
    const [late] = await bind.lateResults.take(1);
    expect(late).toMatchObject({ token: "one", result: { outcome: "accepted" } });
    expect(bind.results.all).toHaveLength(1);
  });

  it("trap 11: responses that never come", async () => {
    const { smsc, bind, submit, recovers } = await boundToSimulator({ responseTimeoutMs: 20 });
    smsc.inject({ mode: "no_response", seconds });
    submit("one");
    expect(await bind.resultOf("one")).toEqual({ outcome: "unknown", reason: "no response in time" });
    await recovers();
    expect(bind.lateResults.all).toEqual([]);
  });

  it("trap 10: responses out of order", async () => {
    const { smsc, bind, submit } = await boundToSimulator();
    smsc.inject({ mode: "out_of_order", seconds });
    for (const token of ["a", "b", "c", "d"]) {
      submit(token);
    }
    const results = await bind.results.take(4);
    expect(results.map(({ token }) => token)).toEqual(["b", "d", "a", "c"]);
    const ids = new Map(
      results.map(({ token, result }) => [token, result.outcome === "accepted" ? result.carrierMessageId : ""]),
    );
    const texts = new Map(
      smsc.submits(0, 10).map((seen) => [seen.carrierMessageId, Buffer.from(seen.body).toString()]),
    );
    expect(["a", "b", "c", "d"].map((token) => texts.get(ids.get(token) ?? ""))).toEqual(["a", "b", "c", "d"]);
  });

  it("trap 10: responses under a number nobody waits for", async () => {
    const { smsc, bind, submit, recovers } = await boundToSimulator({ responseTimeoutMs: 20 });
    smsc.inject({ mode: "wrong_sequence", seconds });
    submit("one");
    submit("two");
    const results = await bind.results.take(2);
    expect(results.map(({ result }) => result.outcome)).toEqual(["unknown", "unknown"]);
    await recovers();
    expect(bind.results.all).toHaveLength(3);
    expect(bind.lateResults.all).toEqual([]);
  });

  it("trap 16: throttling, which it tells as it is", async () => {
    const { smsc, bind, submit, recovers } = await boundToSimulator();
    smsc.inject({ mode: "throttle", seconds });
    submit("one");
    expect(await bind.resultOf("one")).toEqual({ outcome: "rejected", commandStatus: 0x58 });
    await recovers();
    expect(smsc.stats()).toMatchObject({ refused: 1, accepted: 1 });
  });

  it("the loss of every session", async () => {
    const { smsc, bind, submit, recovers } = await boundToSimulator();
    smsc.inject({ mode: "no_response", seconds });
    submit("in flight");
    submit("and this");
    smsc.inject({ mode: "drop" });
    await bind.states.find(({ state }) => state === "down");
    expect(bind.results.all.map(({ result }) => result.outcome)).toEqual(["unknown", "unknown"]);
    await recovers();
  });

  it("trap 15: the ghost of its own session", async () => {
    const { smsc, bind, recovers } = await boundToSimulator();
    smsc.inject({ mode: "ghost", seconds });
    const refused = await bind.states.find(({ reason }) => reason?.includes("ESME_RALYBND") ?? false);
    expect(refused).toMatchObject({ state: "down", reason: "the bind was refused: ESME_RALYBND" });
    await recovers();
    expect(smsc.stats().sessions).toHaveLength(1);
  });

  it("trap 21: an unbind", async () => {
    const { smsc, bind, recovers } = await boundToSimulator();
    smsc.inject({ mode: "unbind" });
    expect(await bind.states.find(({ state }) => state === "down")).toMatchObject({ reason: "the peer unbound" });
    await recovers();
  });

  it("a session that is no longer what it was", async () => {
    const { smsc, bind, submit, recovers } = await boundToSimulator();
    smsc.inject({ mode: "not_bound", seconds });
    submit("one");
    expect(await bind.resultOf("one")).toMatchObject({ outcome: "unsent" });
    smsc.inject({ mode: "none" });
    await bind.states.take(6);
    await recovers();
  });
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

  it("are asked for over HTTP", async () => {
    const { smsc, bind, submit } = await boundToSimulator();
    const { server, port } = await listenControl(smsc, 0);
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const post = async (fault: Fault | { mode: string; seconds?: number }): Promise<number> =>
      (await fetch(`http://127.0.0.1:${port}/faults`, { method: "POST", body: JSON.stringify(fault) })).status;
    expect(await post({ mode: "throttle", seconds: 60 })).toBe(204);
    submit("one");
    expect(await bind.resultOf("one")).toMatchObject({ outcome: "rejected", commandStatus: 0x58 });
    expect(await post({ mode: "none" })).toBe(204);
    submit("two");
    expect(await bind.resultOf("two")).toMatchObject({ outcome: "accepted" });
    expect([await post({ mode: "earthquake" }), await post({ mode: "throttle", seconds: -1 })]).toEqual([400, 400]);
  });
});
