import { describe, expect, test } from "vitest";
import { startSmsc as startSimulator } from "../smpp/harness.ts";
import { startUcpSmsc, ucpConfig } from "../ucp/harness.ts";
import { bindConfig, startConnector, startEdge, startSmsc, submitText, submitTexts } from "./harness.ts";

describe("trap 11: a submit_sm_resp after its timeout", () => {
  test("is reported as accepted behind the unknown outcome, so that its receipt finds its message", async () => {
    const smsc = await startSmsc();
    smsc.accepts = false;
    const edge = await startEdge();
    const carrier = edge.addCarrier("acme", [bindConfig(smsc.port, { responseTimeoutMs: 50 })]);
    startConnector(edge);
    await edge.until(() => carrier.isUp);
    carrier.submit(submitText("msg_1"));
    await edge.until(() => carrier.results.length === 1);
    smsc.accept(0);
    await edge.until(() => carrier.results.length === 2);
    const about = { messageId: "msg_1", segment: 0, attempt: 1, bindId: "bind-1" };
    expect(carrier.results).toMatchObject([
      { ...about, outcome: "unknown", reason: "no response in time" },
      { ...about, outcome: "accepted", carrierMessageId: "1" },
    ]);
  });
});

describe("trap 2: a transmitter and a receiver of one carrier", () => {
  test("submit on the one, and report the receipts of the other under the same carrier", async () => {
    const { port } = await startSimulator();
    const edge = await startEdge();
    const carrier = edge.addCarrier("acme", [
      bindConfig(port, { id: "tx", mode: "transmitter" }),
      bindConfig(port, { id: "rx", mode: "receiver" }),
    ]);
    startConnector(edge);
    await edge.until(() => carrier.isUp);
    carrier.submit(...submitTexts(20));
    await edge.until(() => carrier.results.length === 20 && carrier.receipts.length === 20);
    expect(new Set(carrier.results.map(({ bindId }) => bindId))).toEqual(new Set(["tx"]));
    expect(new Set(carrier.receipts.map(({ bindId }) => bindId))).toEqual(new Set(["rx"]));
    expect(new Set(carrier.receipts.map(({ carrierMessageId }) => carrierMessageId))).toEqual(
      new Set(carrier.results.map(({ carrierMessageId }) => carrierMessageId)),
    );
  });
});

describe("trap 7: the same receipt twice", () => {
  const smpp = async () => {
    const { smsc, port } = await startSimulator();
    return { smsc, config: bindConfig(port) };
  };
  const ucp = async () => {
    const { smsc, port } = await startUcpSmsc();
    return { smsc, config: ucpConfig(port) };
  };

  test.each([
    ["SMPP", smpp],
    ["UCP", ucp],
  ])("is acknowledged twice, so that it does not come a third time: %s", async (_protocol, start) => {
    const { smsc, config } = await start();
    const edge = await startEdge();
    const carrier = edge.addCarrier("acme", [config]);
    startConnector(edge);
    await edge.until(() => carrier.isUp);
    const duplicateReceipt = "+573009999009";
    carrier.submit(submitText("msg_1", { to: duplicateReceipt }), submitText("msg_2"));
    await edge.until(() => carrier.results.length === 2 && smsc.stats().receiptsAcknowledged === 3);
    expect(smsc.stats()).toMatchObject({ delivers: 3, waiting: 0 });
    const ids = carrier.results.map(({ carrierMessageId }) => carrierMessageId);
    expect(new Set(carrier.receipts.map(({ carrierMessageId }) => carrierMessageId))).toEqual(new Set(ids));
    expect(carrier.receipts.every(({ state }) => state === "delivered")).toBe(true);
  });
});

describe("a carrier that does not take submits on a session", () => {
  test("has them handed back as not sent, for another bind", async () => {
    const { smsc, port } = await startSimulator();
    const edge = await startEdge();
    const carrier = edge.addCarrier("acme", [bindConfig(port)]);
    startConnector(edge);
    await edge.until(() => carrier.isUp);
    smsc.inject({ mode: "not_bound", seconds: 3_600 });
    carrier.submit(submitText("msg_1"));
    await edge.until(() => carrier.results.length === 1);
    expect(carrier.results).toMatchObject([
      {
        messageId: "msg_1",
        bindId: "bind-1",
        outcome: "unsent",
        reason: "the carrier does not take submits on this session: ESME_RINVBNDSTS",
      },
    ]);
    smsc.inject({ mode: "none" });
    carrier.submit(submitText("msg_1"));
    await edge.until(() => carrier.results.length === 2);
    expect(carrier.results[1]).toMatchObject({ messageId: "msg_1", outcome: "accepted" });
  });
});
