import { expect, test } from "vitest";
import { bindConfig, startConnector, startEdge, submitText, submitTexts } from "../link/harness.ts";
import { startSmsc } from "../smpp/harness.ts";
import { startUcpSmsc, ucpConfig } from "./harness.ts";

test("a UCP bind carries submits, results, receipts and inbound texts", async () => {
  const { smsc, port } = await startUcpSmsc();
  const edge = await startEdge();
  const carrier = edge.addCarrier("acme", [ucpConfig(port)]);
  startConnector(edge);
  await edge.until(() => carrier.isUp);

  carrier.submit(...submitTexts(300));
  carrier.submit(submitText("msg_refused", { to: "+573009999004" }));
  carrier.submit(submitText("msg_long", { text: "x".repeat(200), segmentCount: 2, from: "85432" }));
  await edge.until(() => carrier.results.length >= 303 && carrier.receipts.length >= 302);

  const accepted = carrier.results.filter(({ outcome }) => outcome === "accepted");
  expect(carrier.results.find(({ messageId }) => messageId === "msg_refused")).toMatchObject({
    outcome: "rejected",
    commandStatus: 0x0b,
    reason: "UCP error 06 AdC invalid",
    bindId: "bnd_1",
  });
  expect(new Set(carrier.receipts.map(({ carrierMessageId }) => carrierMessageId))).toEqual(
    new Set(accepted.map(({ carrierMessageId }) => carrierMessageId)),
  );
  expect(carrier.receipts[0]).toMatchObject({ state: "delivered", address: "573001234567", bindId: "bnd_1" });

  await smsc.injectMo({ from: "+573001234567", to: "85432", text: "¿Qué tal? 👋" });
  expect(carrier.inbound).toMatchObject([{ from: "+573001234567", to: "85432", text: "¿Qué tal? 👋", dataCoding: 8 }]);
});

test("a carrier has binds of both protocols", async () => {
  const ucp = await startUcpSmsc();
  const smpp = await startSmsc();
  const edge = await startEdge();
  const carrier = edge.addCarrier("acme", [ucpConfig(ucp.port, { windowSize: 5 }), bindConfig(smpp.port)]);
  startConnector(edge);
  await edge.until(() => carrier.bindStatuses.filter(({ state }) => state === "bound").length === 2);

  carrier.submit(...submitTexts(200));
  await edge.until(() => carrier.results.length >= 200 && carrier.receipts.length >= 200);
  expect(ucp.smsc.stats().accepted).toBeGreaterThan(0);
  expect(smpp.smsc.stats().accepted).toBe(200 - ucp.smsc.stats().accepted);
});
