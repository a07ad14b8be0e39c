import { describe, expect, it } from "vitest";
import { commandStatus, messageState } from "../../../connector/smpp/constants.ts";
import { wireAddressOf } from "../../../src/sms/address.ts";
import { bindConfig, message, startBind, startScriptedSmsc, startSmsc } from "./harness.ts";

const source = wireAddressOf("12345");

describe("query_sm", () => {
  it("tells what became of a message", async () => {
    const { port } = await startSmsc();
    const bind = startBind(bindConfig(port));
    await bind.bound();
    for (const [destination, state] of [
      ["573001234567", "delivered"],
      ["573009999003", "expired"],
    ] as const) {
      bind.client.submit(destination, message(destination));
      const result = await bind.resultOf(destination);
      const messageId = result.outcome === "accepted" ? result.carrierMessageId : "";
      bind.query(state, { messageId, source });
      const answered = await bind.queryResults.find(({ token }) => token === state);
      expect(answered.result).toEqual({ outcome: "answered", state, finalAtMs: expect.any(Number) as unknown });
    }
  });

  it("names the message as it was submitted", async () => {
    const smsc = await startScriptedSmsc();
    const bind = startBind(bindConfig(smsc.port));
    await bind.bound();
    bind.query("one", { messageId: "7F00A1", source: wireAddressOf("Banco") });
    const [seen] = await smsc.requests.take(1);
    expect(seen?.pdu).toMatchObject({
      command: "query_sm",
      messageId: "7F00A1",
      sourceAddrTon: 5,
      sourceAddrNpi: 0,
      sourceAddr: "Banco",
    });
  });

  it.each([
    [messageState.enroute, "", 0, { state: "enroute" }],
    [messageState.undeliverable, "260101010000000+", 27, { state: "undeliverable", errorCode: 27 }],
    [0, "", 0, { state: "enroute" }],
    [9, "", 0, { state: "undeliverable" }],
    [77, "", 0, { state: "unknown" }],
  ])("reads message_state %i", async (state, finalDate, errorCode, expected) => {
    const smsc = await startScriptedSmsc();
    const bind = startBind(bindConfig(smsc.port));
    await bind.bound();
    bind.query("one", { messageId: "1", source });
    const [seen] = await smsc.requests.take(1);
    const answer = { command: "query_sm_resp", commandStatus: 0, messageId: "1", finalDate } as const;
    seen?.session.respond({ ...answer, messageState: state, errorCode }, seen.pdu.sequence);
    const [told] = await bind.queryResults.take(1);
    const finalAtMs = finalDate === "" ? {} : { finalAtMs: Date.UTC(2026, 0, 1, 1) };
    expect(told?.result).toEqual({ outcome: "answered", ...expected, ...finalAtMs });
  });

  it("says so when the SMSC does not tell", async () => {
    const { port } = await startSmsc();
    const bind = startBind(bindConfig(port));
    await bind.bound();
    bind.query("one", { messageId: "0", source });
    const [told] = await bind.queryResults.take(1);
    expect(told?.result).toEqual({ outcome: "rejected", commandStatus: commandStatus.ESME_RQUERYFAIL });
  });

  it("does not give the session up where the SMSC takes no queries on it", async () => {
    const smsc = await startScriptedSmsc();
    const bind = startBind(bindConfig(smsc.port));
    await bind.bound();
    bind.query("one", { messageId: "1", source });
    const [seen] = await smsc.requests.take(1);
    const answer = { command: "query_sm_resp", messageId: "", finalDate: "", messageState: 0, errorCode: 0 } as const;
    seen?.session.respond({ ...answer, commandStatus: commandStatus.ESME_RINVBNDSTS }, seen.pdu.sequence);
    expect(await bind.queryResults.take(1)).toMatchObject([{ result: { outcome: "rejected", commandStatus: 4 } }]);
    expect(bind.client.freeSlots()).toBe(100);
  });

  it("takes a slot of the window until it is answered, and tells its result once", async () => {
    const smsc = await startScriptedSmsc();
    const bind = startBind(bindConfig(smsc.port, { windowSize: 2 }));
    await bind.bound();
    bind.query("one", { messageId: "1", source });
    bind.query("two", { messageId: "2", source });
    bind.query("one too many", { messageId: "3", source });
    bind.client.submit("nor this", message("573001234567"));
    expect(bind.client.freeSlots()).toBe(0);
    expect(bind.queryResults.all).toEqual([]);
    expect(await bind.resultOf("nor this")).toEqual({ outcome: "unsent", reason: "the window is full" });
    expect(bind.queryResults.all).toEqual([
      { token: "one too many", result: { outcome: "unsent", reason: "the window is full" } },
    ]);
    const [seen] = await smsc.requests.take(2);
    const answer = {
      command: "query_sm_resp",
      commandStatus: 0,
      finalDate: "",
      messageState: 2,
      errorCode: 0,
    } as const;
    seen?.session.respond({ ...answer, messageId: "1" }, 2);
    seen?.session.respond({ ...answer, messageId: "1" }, 2);
    await bind.ready.take(2);
    expect(bind.client.freeSlots()).toBe(1);
    seen?.session.destroy();
    await bind.queryResults.take(3);
    await bind.states.find(({ state }) => state === "down");
    expect(bind.queryResults.all.slice(1)).toEqual([
      { token: "one", result: { outcome: "answered", state: "delivered" } },
      { token: "two", result: { outcome: "unknown", reason: expect.any(String) as unknown } },
    ]);
  });

  it("is unknown when no answer comes in time, and not sent on a receiver", async () => {
    const smsc = await startScriptedSmsc();
    const transmitter = startBind(bindConfig(smsc.port, { responseTimeoutMs: 20 }));
    await transmitter.bound();
    transmitter.query("one", { messageId: "1", source });
    const [told] = await transmitter.queryResults.take(1);
    expect(told?.result).toEqual({ outcome: "unknown", reason: "no response in time" });

    const receiver = startBind(bindConfig(smsc.port, { mode: "receiver" }));
    await receiver.bound();
    receiver.query("two", { messageId: "1", source });
    const [untold] = await receiver.queryResults.take(1);
    expect(untold?.result).toEqual({ outcome: "unsent", reason: "bound as receiver" });
  });

  it("that cannot be said in SMPP is rejected here", async () => {
    const smsc = await startScriptedSmsc();
    const bind = startBind(bindConfig(smsc.port));
    await bind.bound();
    bind.query("one", { messageId: "x".repeat(65), source });
    const [told] = await bind.queryResults.take(1);
    expect(told?.result).toMatchObject({ outcome: "rejected", commandStatus: commandStatus.ESME_RINVMSGID });
    expect(smsc.requests.all).toEqual([]);
  });
});
