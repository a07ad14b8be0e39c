import { expect, test } from "vitest";
import { carrierTiming } from "../../../connector/timing.ts";
import { bindConfig, startConnector, startEdge, startSmsc, submitText, submitTexts } from "./harness.ts";

test("a connector says hello, resumes with nothing, and tells of its binds", async () => {
  const smsc = await startSmsc();
  const edge = await startEdge();
  const carrier = edge.addCarrier("acme", [bindConfig(smsc.port)]);
  startConnector(edge);
  await edge.until(() => carrier.bindStatuses[0]?.state === "bound");
  expect(carrier.frames.slice(0, 2)).toMatchObject([
    { type: "hello", linkVersion: 1, connectorId: "connector-of-the-test" },
    { type: "resume", held: [] },
  ]);
  expect(carrier.bindStatuses).toMatchObject([{ bindId: "bind-1", state: "bound" }]);
});

test("what the welcome acknowledges is not sent again, and is gone from the journal", async () => {
  const smsc = await startSmsc();
  const edge = await startEdge();
  const carrier = edge.addCarrier("acme", [bindConfig(smsc.port)]);
  carrier.acknowledges = false;
  startConnector(edge, { timing: { reportItemLimit: 3 } });
  await edge.until(() => carrier.isUp);
  carrier.submit(...submitTexts(10));
  await edge.until(() => carrier.results.length === 10);
  const first = [...carrier.rawReports];
  carrier.drop();
  await edge.until(() => carrier.resumes.length === 2);
  expect(carrier.rawReports).toEqual(first);

  carrier.pretendStored(0);
  carrier.drop();
  await edge.until(() => carrier.resumes.length === 3);
  expect(carrier.rawReports).toEqual(first);
});

test("with the link down binds go on, and what they bring is replayed once", async () => {
  const smsc = await startSmsc();
  smsc.accepts = false;
  const edge = await startEdge();
  const carrier = edge.addCarrier("acme", [bindConfig(smsc.port)]);
  startConnector(edge);
  await edge.until(() => carrier.isUp);
  carrier.submit(submitText("msg_1"), submitText("msg_2"), submitText("msg_3"));
  await smsc.until(() => smsc.submits.length === 3);
  smsc.accept(0);
  await edge.until(() => carrier.results.length === 1);

  edge.isOut = true;
  carrier.drop();
  smsc.accept(1);
  const receipt = smsc.deliver({
    sourceAddr: "573001234567",
    destinationAddr: "85432",
    esmClass: 0x04,
    shortMessage: Buffer.from("id:2 stat:DELIVRD"),
  });
  const discoveries = edge.discoveries;
  await edge.until(() => edge.discoveries > discoveries + 1);
  expect(carrier.results).toHaveLength(1);
  edge.isOut = false;

  await edge.until(() => carrier.results.length === 2 && carrier.receipts.length === 1);
  expect(await receipt).toBe(0);
  expect(carrier.resumes).toEqual([[], ["msg_3:0:1"]]);
  expect(smsc.sessions).toHaveLength(1);
  smsc.accept(2);
  await edge.until(() => carrier.results.length === 3);
  expect(carrier.results.map(({ messageId }) => messageId)).toEqual(["msg_1", "msg_2", "msg_3"]);
  const sequences = carrier.rawReports.map(({ sequence }) => sequence);
  expect(sequences).toEqual(sequences.map((_, index) => index + 1));
});

test("reports that were not acknowledged are replayed in order, as they were, before the resume", async () => {
  const smsc = await startSmsc();
  const edge = await startEdge();
  const carrier = edge.addCarrier("acme", [bindConfig(smsc.port)]);
  carrier.acknowledges = false;
  startConnector(edge, { timing: { reportItemLimit: 2 } });
  await edge.until(() => carrier.isUp);
  carrier.submit(...submitTexts(6));
  await edge.until(() => carrier.results.length === 6);
  const first = [...carrier.rawReports];
  carrier.rawReports.length = 0;
  carrier.pretendStored(1);
  carrier.drop();
  // The frames of the second link up to its resume hold all of them.
  await edge.until(() => carrier.resumes.length === 2);
  expect(first.length).toBeGreaterThan(2);
  expect(carrier.rawReports).toEqual(first.slice(1));
});

test("a result that an earlier process left unacknowledged is replayed, and its submit is not taken again", async () => {
  const smsc = await startSmsc();
  const edge = await startEdge();
  const carrier = edge.addCarrier("acme", [bindConfig(smsc.port)]);
  carrier.acknowledges = false;
  const first = startConnector(edge);
  await edge.until(() => carrier.isUp);
  carrier.submit(submitText("msg_1"));
  await edge.until(() => carrier.results.length === 1);
  expect(await first.stop()).toBe(false);
  await edge.until(() => !carrier.isUp);
  const [report] = carrier.rawReports;

  carrier.pretendStored(0);
  startConnector(edge, { journalPath: first.journalPath });
  await edge.until(() => carrier.isUp && carrier.rawReports.length === 2);
  expect(carrier.rawReports[1]).toEqual(report);
  carrier.submit(submitText("msg_1"), submitText("msg_2"));
  await edge.until(() => carrier.results.length === 3);
  expect(smsc.submits).toHaveLength(2);
});

test("what is held and does not fit in a frame goes back unsent", async () => {
  const edge = await startEdge();
  const carrier = edge.addCarrier("acme", []);
  startConnector(edge);
  await edge.until(() => carrier.isUp);
  const name = "m".repeat(100);
  carrier.submit(...Array.from({ length: 5_000 }, (_, index) => submitText(`${name}${index}`)));
  carrier.submit(...Array.from({ length: 5_000 }, (_, index) => submitText(`${name}${5_000 + index}`)));
  // Frames are taken in order: once this one has ended the link, those before it were taken.
  carrier.send({ type: "nonsense" });
  await edge.until(() => carrier.resumes.length === 2);
  expect(carrier.resumes[1]).toEqual([]);
  expect(new Set(carrier.results.map(({ messageId }) => messageId)).size).toBe(10_000);
  expect(carrier.results.every(({ outcome }) => outcome === "unsent")).toBe(true);
});

test("a frame that is not of the protocol ends the link, and it comes up again", async () => {
  const edge = await startEdge();
  const carrier = edge.addCarrier("acme", []);
  const { logged } = startConnector(edge);
  await edge.until(() => carrier.isUp);
  carrier.send({ type: "nonsense" });
  await edge.until(() => carrier.resumes.length === 2);
  carrier.send({ type: "ack", sequence: 99 });
  await edge.until(() => carrier.resumes.length === 3);
  expect(logged.filter(({ code }) => code === "link.bad_frame")).toHaveLength(2);
});

test("an edge that does not answer pings is left, and dialled again", async () => {
  const edge = await startEdge();
  const carrier = edge.addCarrier("acme", []);
  edge.answersPings = false;
  const link = { ...carrierTiming.link, reconnectMinMs: 5, reconnectMaxMs: 50, pingIntervalMs: 20, silenceMs: 60 };
  const { logged } = startConnector(edge, { timing: { link } });
  await edge.until(() => carrier.resumes.length === 2);
  expect(logged.filter(({ code }) => code === "link.down").map(({ fields }) => fields["reason"])).toContain(
    "the edge is silent",
  );
});

test("carriers come and go with the edge's list, and with an edge that is out they stay", async () => {
  const smsc = await startSmsc();
  const edge = await startEdge();
  const acme = edge.addCarrier("acme", [bindConfig(smsc.port, { systemId: "acme" })]);
  const { logged } = startConnector(edge, { discoveryIntervalMs: 10 });
  await edge.until(() => acme.isUp);
  const zeta = edge.addCarrier("zeta", [bindConfig(smsc.port, { systemId: "zeta" })]);
  await edge.until(() => zeta.bindStatuses[0]?.state === "bound");
  edge.isOut = true;
  const discoveries = edge.discoveries;
  await edge.until(() => edge.discoveries > discoveries + 1);
  expect([acme.isUp, zeta.isUp]).toEqual([true, true]);
  edge.isOut = false;
  edge.carriers.delete("acme");
  await smsc.until(() => smsc.events.includes("unbound_by_peer acme"));
  await edge.until(() => !acme.isUp);
  expect(zeta.isUp).toBe(true);
  expect(logged.map(({ code }) => code)).toContain("discovery.failed");
});

test("a changed bind drains and is replaced, an unchanged one stays, a removed one goes", async () => {
  const smsc = await startSmsc();
  smsc.accepts = false;
  const edge = await startEdge();
  const keep = bindConfig(smsc.port, { id: "keep", systemId: "keep", mode: "receiver" });
  const change = bindConfig(smsc.port, { id: "change", systemId: "change" });
  const remove = bindConfig(smsc.port, { id: "remove", systemId: "remove", mode: "receiver" });
  const carrier = edge.addCarrier("acme", [keep, change, remove]);
  startConnector(edge, { timing: { drainMs: 10_000 } });
  await edge.until(() => carrier.bindStatuses.filter(({ state }) => state === "bound").length === 3);
  carrier.submit(submitText("msg_1"));
  await smsc.until(() => smsc.submits.length === 1);

  carrier.configure([keep, { ...change, systemId: "changed" }]);
  await smsc.until(() => smsc.events.includes("unbound_by_peer remove"));
  carrier.submit(submitText("msg_2"));
  await edge.until(() => carrier.bindStatuses.find(({ bindId }) => bindId === "change")?.state === "unbinding");
  expect(smsc.events).not.toContain("bound changed");

  smsc.accept(0);
  await smsc.until(() => smsc.events.includes("bound changed"));
  await smsc.until(() => smsc.submits.length === 2);
  smsc.accept(1);
  await edge.until(() => carrier.results.length === 2);
  expect(carrier.results.map(({ outcome }) => outcome)).toEqual(["accepted", "accepted"]);
  expect(smsc.events.filter((event) => event.endsWith("keep"))).toEqual(["bound keep"]);
  expect(smsc.events.indexOf("unbound_by_peer change")).toBeLessThan(smsc.events.indexOf("bound changed"));
  expect(carrier.bindStatuses.map(({ bindId }) => bindId).toSorted()).toEqual(["change", "keep"]);
});

test("a lost session makes its submits unknown", async () => {
  const smsc = await startSmsc();
  smsc.accepts = false;
  const edge = await startEdge();
  const carrier = edge.addCarrier("acme", [bindConfig(smsc.port)]);
  startConnector(edge);
  await edge.until(() => carrier.isUp);
  carrier.submit(submitText("msg_1"));
  await smsc.until(() => smsc.submits.length === 1);
  smsc.sessions[0]?.destroy();
  await edge.until(() => carrier.results.length === 1);
  expect(carrier.results).toMatchObject([{ messageId: "msg_1", outcome: "unknown" }]);
});

test("at the end what waits goes back unsent, what is in flight is waited for, and the edge has all of it", async () => {
  const smsc = await startSmsc();
  smsc.accepts = false;
  const edge = await startEdge();
  const carrier = edge.addCarrier("acme", [bindConfig(smsc.port, { windowSize: 1 })]);
  const { stop } = startConnector(edge, { timing: { drainMs: 10_000, handOverMs: 10_000 } });
  await edge.until(() => carrier.isUp);
  carrier.submit(submitText("msg_1"), submitText("msg_2"));
  await smsc.until(() => smsc.submits.length === 1);
  const stopped = stop();
  await edge.until(() => carrier.results.length === 1);
  carrier.submit(submitText("msg_3"));
  await edge.until(() => carrier.results.length === 2);
  smsc.accept(0);
  expect(await stopped).toBe(true);
  expect(carrier.results.map(({ messageId, outcome }) => `${messageId} ${outcome}`)).toEqual([
    "msg_2 unsent",
    "msg_3 unsent",
    "msg_1 accepted",
  ]);
  expect(smsc.events).toEqual(["bound gateway", "unbound_by_peer gateway"]);
});

test("a journal that is older than what the edge has of it is given up", async () => {
  const edge = await startEdge();
  const carrier = edge.addCarrier("acme", []);
  const { fatal, journalPath, stop } = startConnector(edge);
  await edge.until(() => carrier.isUp);
  carrier.pretendStored(5);
  carrier.drop();
  await edge.until(() => fatal.length > 0);
  await stop();
  startConnector(edge, { journalPath });
  await edge.until(() => carrier.isUp && carrier.journalIds.length === 3);
  expect(new Set(carrier.journalIds).size).toBe(2);
});
