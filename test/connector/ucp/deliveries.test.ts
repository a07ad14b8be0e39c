import { describe, expect, it } from "vitest";
import { ucpDeliveryKey } from "../../../connector/ucp/deliveries.ts";
import { startClient, startUcpSmsc, told, ucpConfig } from "./harness.ts";

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
