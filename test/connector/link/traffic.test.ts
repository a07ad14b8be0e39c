import { expect, onTestFinished, test } from "vitest";
import { SmscSimulator } from "../../../connector/simulator/smsc.ts";
import { bindConfig, startConnector, startEdge, startSmsc, submitText, submitTexts } from "./harness.ts";

test("submits become results, receipts and inbound texts", async () => {
  const smsc = new SmscSimulator({
    host: "127.0.0.1",
    port: 0,
    receiptDelayMs: 0,
    receiptForm: "text",
    now: Date.now,
  });
  const { port } = await smsc.listen();
  onTestFinished(() => smsc.close());
  const edge = await startEdge();
  const carrier = edge.addCarrier("acme", [bindConfig(port)]);
  startConnector(edge);
  await edge.until(() => carrier.isUp);

  carrier.submit(...submitTexts(300));
  carrier.submit(submitText("msg_refused", { to: "+573009999004" }));
  await edge.until(() => carrier.results.length >= 301 && carrier.receipts.length >= 300);

  const accepted = carrier.results.filter(({ outcome }) => outcome === "accepted");
  expect(new Set(accepted.map(({ messageId }) => messageId)).size).toBe(300);
  expect(accepted.every(({ bindId }) => bindId === "bind-1")).toBe(true);
  expect(carrier.results.find(({ messageId }) => messageId === "msg_refused")).toMatchObject({
    outcome: "rejected",
    commandStatus: 0x0b,
  });
  expect(new Set(carrier.receipts.map(({ carrierMessageId }) => carrierMessageId))).toEqual(
    new Set(accepted.map(({ carrierMessageId }) => carrierMessageId)),
  );
  expect(carrier.receipts[0]).toMatchObject({ state: "delivered", address: "+573001234567", bindId: "bind-1" });

  await smsc.injectMo({ from: "+573001234567", to: "85432", text: "¿Qué tal? 👋" });
  expect(carrier.inbound).toMatchObject([{ from: "+573001234567", to: "85432", text: "¿Qué tal? 👋", dataCoding: 8 }]);
});

test("a long text goes out as its segments, with headers and a receipt asked for each", async () => {
  const smsc = await startSmsc();
  const edge = await startEdge();
  const carrier = edge.addCarrier("acme", [bindConfig(smsc.port, { serviceType: "CMT" })]);
  startConnector(edge);
  await edge.until(() => carrier.isUp);
  carrier.submit(submitText("msg_long", { text: "x".repeat(200), segmentCount: 2, reference: 0x0142, from: "85432" }));
  await edge.until(() => carrier.results.length === 2);

  expect(smsc.submits.map(({ submit }) => submit)).toMatchObject([
    {
      serviceType: "CMT",
      sourceAddr: "85432",
      sourceAddrTon: 3,
      sourceAddrNpi: 0,
      destinationAddr: "573001234567",
      destAddrTon: 1,
      destAddrNpi: 1,
      esmClass: 0x40,
      registeredDelivery: 1,
      dataCoding: 0,
    },
    { esmClass: 0x40, registeredDelivery: 1 },
  ]);
  const bodies = smsc.submits.map(({ submit }) => Buffer.from(submit.shortMessage).toString("latin1"));
  expect(bodies).toEqual([`\x05\x00\x03\x42\x02\x01${"x".repeat(153)}`, `\x05\x00\x03\x42\x02\x02${"x".repeat(47)}`]);
  expect(carrier.results.map(({ segment, carrierMessageId }) => [segment, carrierMessageId])).toEqual([
    [0, "1"],
    [1, "2"],
  ]);
});

test("only the segments that are listed go out", async () => {
  const smsc = await startSmsc();
  const edge = await startEdge();
  const carrier = edge.addCarrier("acme", [bindConfig(smsc.port)]);
  startConnector(edge);
  await edge.until(() => carrier.isUp);
  carrier.submit(submitText("msg_long", { text: "x".repeat(400), segmentCount: 3, segments: [1], attempt: 2 }));
  await edge.until(() => carrier.results.length === 1);
  expect(carrier.results).toMatchObject([{ segment: 1, attempt: 2, outcome: "accepted" }]);
  expect(smsc.submits).toHaveLength(1);
});

test("what is past its validity, or does not cut as planned, is never written, and says why", async () => {
  const smsc = await startSmsc();
  const edge = await startEdge();
  const carrier = edge.addCarrier("acme", [bindConfig(smsc.port)]);
  startConnector(edge);
  await edge.until(() => carrier.isUp);
  carrier.submit(
    submitText("msg_late", { validUntilMs: Date.now() - 1 }),
    submitText("msg_planned_wrong", { segmentCount: 2, segments: [0] }),
    submitText("msg_ok", { validUntilMs: Date.now() + 60_000 }),
  );
  await edge.until(() => carrier.results.length === 3);
  expect(carrier.results.toSorted((one, other) => one.messageId.localeCompare(other.messageId))).toMatchObject([
    { messageId: "msg_late", outcome: "expired", reason: "validity expired" },
    { messageId: "msg_ok", outcome: "accepted" },
    { messageId: "msg_planned_wrong", outcome: "invalid", reason: "planned as 2 segments, cuts into 1" },
  ]);
  expect(smsc.submits).toHaveLength(1);
});

test("a submit that is held, or whose result is not acknowledged, is taken once", async () => {
  const smsc = await startSmsc();
  smsc.accepts = false;
  const edge = await startEdge();
  const carrier = edge.addCarrier("acme", [bindConfig(smsc.port)]);
  carrier.acknowledges = false;
  startConnector(edge);
  await edge.until(() => carrier.isUp);

  carrier.submit(submitText("msg_1"));
  await smsc.until(() => smsc.submits.length === 1);
  carrier.submit(submitText("msg_1"));
  smsc.accept(0);
  await edge.until(() => carrier.results.length === 1);
  carrier.submit(submitText("msg_1"), submitText("msg_2"));
  await smsc.until(() => smsc.submits.length === 2);
  carrier.submit(submitText("msg_1", { attempt: 2 }));
  await smsc.until(() => smsc.submits.length === 3);
  expect(smsc.submits.map(({ submit }) => Buffer.from(submit.shortMessage).toString())).toEqual([
    "Hello from msg 1",
    "Hello from msg 2",
    "Hello from msg 1",
  ]);
});

test("segments wait for a bind, and are spread over all of them", async () => {
  const smsc = await startSmsc();
  smsc.accepts = false;
  const edge = await startEdge();
  const carrier = edge.addCarrier("acme", []);
  startConnector(edge);
  await edge.until(() => carrier.isUp);
  carrier.submit(...submitTexts(40));
  carrier.configure([
    bindConfig(smsc.port, { id: "one", systemId: "one", windowSize: 10 }),
    bindConfig(smsc.port, { id: "two", systemId: "two", windowSize: 10 }),
  ]);
  await smsc.until(() => smsc.submits.length === 20);
  smsc.accepts = true;
  for (let index = 0; index < 20; index++) {
    smsc.accept(index);
  }
  await edge.until(() => carrier.results.length === 40);
  expect(new Set(carrier.results.map(({ bindId }) => bindId))).toEqual(new Set(["one", "two"]));
  expect(smsc.submits).toHaveLength(40);
});
