import { describe, expect, it } from "vitest";
import { bindConfig, message, receiptText, startBind, startSmsc } from "./harness.ts";

const destination = "573001234567";

describe("a transmitter and a receiver of one carrier", () => {
  it("submit on the one and have receipts and MO on the other", async () => {
    const { smsc, port } = await startSmsc({ systemId: "gateway" });
    const transmitter = startBind(bindConfig(port, { id: "tx", mode: "transmitter" }));
    const receiver = startBind(bindConfig(port, { id: "rx", mode: "receiver" }));
    await Promise.all([transmitter.bound(), receiver.bound()]);
    transmitter.client.submit("one", message(destination));
    const result = await transmitter.resultOf("one");
    const [receipt] = await receiver.delivers.take(1);
    expect(receipt && receiptText(receipt.deliver).id).toBe(
      result.outcome === "accepted" ? result.carrierMessageId : "none",
    );
    await smsc.injectMo({ from: `+${destination}`, to: "12345", text: "BAJA" });
    expect(receiver.delivers.all).toHaveLength(2);
    expect(transmitter.delivers.all).toEqual([]);
  });

  it("submit on the one only", async () => {
    const { port } = await startSmsc();
    const receiver = startBind(bindConfig(port, { mode: "receiver" }));
    await receiver.bound();
    expect(receiver.client.freeSlots()).toBe(0);
    receiver.client.submit("one", message(destination));
    expect(await receiver.resultOf("one")).toEqual({ outcome: "unsent", reason: "bound as receiver" });
  });

  it("lose no receipt while the receiver is away", async () => {
    const { smsc, port } = await startSmsc();
    const transmitter = startBind(bindConfig(port, { id: "tx", mode: "transmitter" }));
    await transmitter.bound();
    for (let index = 0; index < 10; index++) {
      transmitter.client.submit(`${index}`, message(destination, `text ${index}`));
    }
    const results = await transmitter.results.take(10);
    const receiver = startBind(bindConfig(port, { id: "rx", mode: "receiver" }));
    const receipts = await receiver.delivers.take(10);
    const accepted = results.map(({ result }) => (result.outcome === "accepted" ? result.carrierMessageId : ""));
    expect(new Set(receipts.map(({ deliver }) => receiptText(deliver).id))).toEqual(new Set(accepted));
    expect(smsc.stats().waiting).toBe(0);
  });
});
