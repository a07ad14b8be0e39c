import { describe, expect, it } from "vitest";
import { bindConfig, message, startBind, startScriptedSmsc } from "./harness.ts";

const destination = "573001234567";

/** A bind with one submit whose result is unknown, its SMSC still holding the answer back. */
async function overdueSubmit() {
  const smsc = await startScriptedSmsc();
  const bind = startBind(bindConfig(smsc.port, { responseTimeoutMs: 20, windowSize: 1 }));
  await bind.bound();
  bind.client.submit("one", message(destination));
  expect(await bind.resultOf("one")).toEqual({ outcome: "unknown", reason: "no response in time" });
  bind.client.reconfigure(bindConfig(smsc.port, { windowSize: 1 }));
  return { smsc, bind };
}

describe("trap 11: a submit_sm_resp after its timeout", () => {
  it("is told once, with the id that a receipt will name", async () => {
    const { smsc, bind } = await overdueSubmit();
    smsc.answerSubmit(0, 0, "7f00a1");
    smsc.answerSubmit(0, 0, "7f00a1");
    bind.client.submit("two", message(destination));
    await smsc.requests.take(2);
    smsc.answerSubmit(1, 0, "7f00a2");
    expect(await bind.resultOf("two")).toEqual({ outcome: "accepted", carrierMessageId: "7f00a2" });
    expect(bind.lateResults.all).toEqual([
      { token: "one", result: { outcome: "accepted", carrierMessageId: "7f00a1" } },
    ]);
    expect(bind.results.all).toHaveLength(2);
    expect(bind.client.freeSlots()).toBe(1);
  });

  it("is told when it is a refusal", async () => {
    const { smsc, bind } = await overdueSubmit();
    smsc.answerSubmit(0, 0x0b);
    const [late] = await bind.lateResults.take(1);
    expect(late).toEqual({ token: "one", result: { outcome: "rejected", commandStatus: 0x0b } });
  });

  it("ends no other request, though it came while that one waits", async () => {
    const { smsc, bind } = await overdueSubmit();
    bind.client.submit("two", message(destination));
    await smsc.requests.take(2);
    smsc.answerSubmit(0, 0, "7f00a1");
    await bind.lateResults.take(1);
    expect(bind.results.all).toHaveLength(1);
    smsc.answerSubmit(1, 0, "7f00a2");
    expect(await bind.resultOf("two")).toEqual({ outcome: "accepted", carrierMessageId: "7f00a2" });
  });

  it("means nothing on another session", async () => {
    const { smsc, bind } = await overdueSubmit();
    smsc.sessions.all[0]?.destroy();
    const [, second] = await smsc.sessions.take(2);
    await bind.states.take(5);
    // The new session's numbers begin again: this one is known, and from another life.
    second?.respond({ command: "submit_sm_resp", commandStatus: 0, messageId: "7f00a1" }, 2);
    bind.client.submit("two", message(destination));
    await smsc.requests.take(2);
    smsc.answerSubmit(1, 0, "7f00a2");
    await bind.resultOf("two");
    expect(bind.lateResults.all).toEqual([]);
  });
});
