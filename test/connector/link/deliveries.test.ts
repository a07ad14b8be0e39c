import { expect, test } from "vitest";
import type { ConnectorOverrides } from "./harness.ts";
import { bindConfig, startConnector, startEdge, startSmsc } from "./harness.ts";

const receipt = {
  sourceAddr: "573001234567",
  sourceAddrTon: 1,
  destinationAddr: "85432",
  esmClass: 0x04,
  shortMessage: Buffer.from(
    "id:42 sub:001 dlvrd:001 submit date:2611210400 done date:2611210401 stat:DELIVRD err:000 text:",
  ),
};
const inbound = {
  sourceAddr: "573001234567",
  sourceAddrTon: 1,
  destinationAddr: "85432",
  shortMessage: Buffer.from("YES"),
};
const stored = 0;
const tryLater = 0x64;
const unreadable = 0x65;

async function startBound(overrides: ConnectorOverrides = {}) {
  const smsc = await startSmsc();
  const edge = await startEdge();
  const carrier = edge.addCarrier("acme", [bindConfig(smsc.port)]);
  carrier.acknowledges = false;
  const started = startConnector(edge, overrides);
  await edge.until(() => carrier.isUp && carrier.bindStatuses[0]?.state === "bound");
  return { smsc, edge, carrier, ...started };
}

test("a deliver_sm is answered when the edge has stored it, and not before", async () => {
  const { smsc, edge, carrier } = await startBound();
  const events: string[] = [];
  const answers = [smsc.deliver(receipt), smsc.deliver(inbound)].map(async (answer) => {
    events.push(`answered ${await answer}`);
  });
  await edge.until(() => carrier.receipts.length === 1 && carrier.inbound.length === 1);
  events.push("reported");
  // An answer written before the acknowledgement would come ahead of this one on the same session.
  expect(await smsc.deliver({ ...receipt, shortMessage: Buffer.from("a receipt without an id") })).toBe(unreadable);
  events.push("acknowledged");
  carrier.acknowledge();
  await Promise.all(answers);
  expect(events).toEqual(["reported", "acknowledged", `answered ${stored}`, `answered ${stored}`]);
  expect(carrier.receipts).toMatchObject([{ carrierMessageId: "42", state: "delivered", errorCode: "000" }]);
  expect(carrier.inbound).toMatchObject([{ from: "+573001234567", to: "85432", text: "YES" }]);
});

test("a deliver_sm the edge does not store in time is refused for now, and its redelivery joins the first", async () => {
  const clock = { ms: 0 };
  const { smsc, edge, carrier } = await startBound({ timing: { answerWithinMs: 20 }, monotonicMs: () => clock.ms });
  const first = smsc.deliver(inbound);
  await edge.until(() => carrier.inbound.length === 1);
  clock.ms = 20;
  expect(await first).toBe(tryLater);
  const second = smsc.deliver(inbound);
  // A round trip over the same session: the redelivery has been taken.
  expect(await smsc.deliver({ ...receipt, shortMessage: Buffer.from("no id") })).toBe(unreadable);
  clock.ms = 40;
  expect(await second).toBe(tryLater);
  carrier.acknowledges = true;
  carrier.acknowledge();
  expect(await smsc.deliver(inbound)).toBe(stored);
  expect(carrier.inbound).toHaveLength(1);
  // The same text once more is another message.
  expect(await smsc.deliver(inbound)).toBe(stored);
  expect(carrier.inbound).toHaveLength(2);
});

test("what was waiting when the session died is recognised on the next one", async () => {
  const { smsc, edge, carrier } = await startBound();
  const lost = smsc.deliver(receipt);
  await edge.until(() => carrier.receipts.length === 1);
  smsc.sessions[0]?.destroy();
  expect(await lost).toBeUndefined();
  await smsc.until(() => smsc.sessions.length === 2);
  const again = smsc.deliver(receipt);
  // A round trip over the same session: the redelivery has been taken.
  expect(await smsc.deliver({ ...receipt, shortMessage: Buffer.from("no id") })).toBe(unreadable);
  carrier.acknowledge();
  expect(await again).toBe(stored);
  expect(carrier.receipts).toHaveLength(1);
});

test("with too much unacknowledged no deliver_sm is taken", async () => {
  const { smsc, edge, carrier } = await startBound({ timing: { unacknowledgedLimit: 2 } });
  const waiting = [smsc.deliver(receipt), smsc.deliver(inbound)];
  await edge.until(() => carrier.receipts.length === 1 && carrier.inbound.length === 1);
  expect(await smsc.deliver({ ...inbound, shortMessage: Buffer.from("NO") })).toBe(tryLater);
  carrier.acknowledge();
  expect(await Promise.all(waiting)).toEqual([stored, stored]);
  carrier.acknowledges = true;
  expect(await smsc.deliver({ ...inbound, shortMessage: Buffer.from("NO") })).toBe(stored);
  expect(carrier.inbound.map(({ text }) => text)).toEqual(["YES", "NO"]);
});

test("parts keep their header, whether it came as one or as SAR parameters", async () => {
  const { smsc, carrier } = await startBound();
  carrier.acknowledges = true;
  const header = Buffer.from("050003420201", "hex");
  await smsc.deliver({ ...inbound, esmClass: 0x40, shortMessage: Buffer.concat([header, Buffer.from("one")]) });
  await smsc.deliver({
    ...inbound,
    shortMessage: Buffer.from("two"),
    tlvs: [
      { tag: 0x020c, value: Buffer.from([0x01, 0x42]) },
      { tag: 0x020e, value: Buffer.from([2]) },
      { tag: 0x020f, value: Buffer.from([2]) },
    ],
  });
  expect(carrier.inbound).toMatchObject([
    { text: "one", userDataHeader: "050003420201" },
    { text: "two", userDataHeader: "06080401420202" },
  ]);
});

test("large inbound texts are spread over frames", async () => {
  const { smsc, carrier } = await startBound();
  carrier.acknowledges = true;
  const payload = Buffer.alloc(60_000, 0x41);
  const answers = await Promise.all(
    Array.from({ length: 40 }, () =>
      smsc.deliver({ ...inbound, shortMessage: Buffer.alloc(0), tlvs: [{ tag: 0x0424, value: payload }] }),
    ),
  );
  expect(new Set(answers)).toEqual(new Set([stored]));
  expect(carrier.inbound).toHaveLength(40);
  expect(carrier.inbound.every(({ text }) => text.length === 60_000)).toBe(true);
});
