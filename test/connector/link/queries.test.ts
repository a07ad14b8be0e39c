import { expect, onTestFinished, test } from "vitest";
import { SmscSimulator } from "../../../connector/simulator/smsc.ts";
import type { QueryRequest } from "../../../src/link/frames.ts";
import { bindConfig, startConnector, startEdge, startSmsc, submitText } from "./harness.ts";

function question(overrides: Partial<QueryRequest> = {}): QueryRequest {
  return {
    messageId: "msg_1",
    segment: 0,
    carrierMessageId: "1",
    source: { address: "Heliograph", ton: 5, npi: 0 },
    bindId: "bind-1",
    ...overrides,
  };
}

async function simulate(receiptDelayMs = 0): Promise<number> {
  const smsc = new SmscSimulator({
    host: "127.0.0.1",
    port: 0,
    receiptDelayMs,
    receiptForm: "text",
    now: Date.now,
    redeliverDelayMs: 5,
  });
  onTestFinished(() => smsc.close());
  return (await smsc.listen()).port;
}

test("a question goes to the SMSC as query_sm, and its answer comes back in a report", async () => {
  const edge = await startEdge();
  const carrier = edge.addCarrier("acme", [bindConfig(await simulate())]);
  startConnector(edge);
  await edge.until(() => carrier.bindStatuses[0]?.state === "bound");
  carrier.submit(submitText("msg_1", { to: "+573009999012" }));
  const taken = await edge.until(() => carrier.results[0]);
  carrier.send({ type: "query", queries: [question({ carrierMessageId: taken.carrierMessageId ?? "" })] });
  const answer = await edge.until(() => carrier.queries[0]);
  expect(answer).toMatchObject({ messageId: "msg_1", segment: 0, outcome: "answered", state: "delivered" });
  expect(answer).toMatchObject({ bindId: "bind-1", carrierMessageId: taken.carrierMessageId });
});

test("a message the SMSC knows nothing of is told with its command_status", async () => {
  const edge = await startEdge();
  const carrier = edge.addCarrier("acme", [bindConfig(await simulate())]);
  startConnector(edge);
  await edge.until(() => carrier.bindStatuses[0]?.state === "bound");
  carrier.send({ type: "query", queries: [question({ carrierMessageId: "0" })] });
  const answer = await edge.until(() => carrier.queries[0]);
  expect(answer).toMatchObject({ outcome: "rejected", commandStatus: 0x67 });
});

test("answers are replayed until the edge has them", async () => {
  const edge = await startEdge();
  const carrier = edge.addCarrier("acme", [bindConfig(await simulate())]);
  startConnector(edge);
  await edge.until(() => carrier.bindStatuses[0]?.state === "bound");
  carrier.acknowledges = false;
  carrier.send({ type: "query", queries: [question()] });
  await edge.until(() => carrier.queries.length === 1);
  carrier.pretendStored(0);
  carrier.drop();
  await edge.until(() => carrier.rawReports.length === 2);
  expect(carrier.rawReports[1]).toEqual(carrier.rawReports[0]);
});

test("what no bind has room for is handed back as not asked", async () => {
  const edge = await startEdge();
  const smsc = await startSmsc();
  smsc.accepts = false;
  const carrier = edge.addCarrier("acme", [bindConfig(smsc.port, { windowSize: 1 })]);
  let nowMs = 0;
  startConnector(edge, { monotonicMs: () => nowMs, timing: { answerWithinMs: 20, queryWaitMs: 5_000, queryLimit: 1 } });
  await edge.until(() => carrier.bindStatuses[0]?.state === "bound");
  carrier.submit(submitText("msg_0"));
  await smsc.until(() => smsc.submits.length === 1);
  const queries = [question({ carrierMessageId: "1" }), question({ carrierMessageId: "2" })];
  carrier.send({ type: "query", queries });
  const tooMany = await edge.until(() => carrier.queries[0]);
  expect(tooMany).toMatchObject({ carrierMessageId: "2", outcome: "unsent", bindId: "" });
  nowMs = 5_000;
  const late = await edge.until(() => carrier.queries[1]);
  expect(late).toMatchObject({ carrierMessageId: "1", outcome: "unsent", reason: "no bind had room" });
});
