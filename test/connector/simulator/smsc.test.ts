import { describe, expect, it } from "vitest";
import { messageState, tlvTag } from "../../../connector/smpp/constants.ts";
import type { DeliverSm, ReceivedRequest } from "../../../connector/smpp/pdu.ts";
import { findTlv } from "../../../connector/smpp/pdu.ts";
import type { Session } from "../../../connector/smpp/session.ts";
import { connectSocket } from "../harness.ts";
import {
  answerTo,
  bindConfig,
  bindRequest,
  message,
  openBound,
  openSession,
  receiptText,
  startBind,
  startSmsc,
} from "../smpp/harness.ts";
import { Recorder } from "../recorder.ts";

const ordinary = "573001234567";
const submit = { command: "submit_sm", ...message(ordinary) } as const;
const query = (messageId: string) =>
  ({ command: "query_sm", messageId, sourceAddrTon: 0, sourceAddrNpi: 0, sourceAddr: "12345" }) as const;

function isDeliver(pdu: ReceivedRequest | undefined): pdu is DeliverSm {
  return pdu?.command === "deliver_sm";
}

function acknowledge(session: Session, pdu: ReceivedRequest | undefined, commandStatus = 0): void {
  session.respond({ command: "deliver_sm_resp", commandStatus, messageId: "" }, pdu?.sequence ?? 0);
}

describe("binding", () => {
  it("answers with its name and version", async () => {
    const { port } = await startSmsc();
    const { answer } = await openBound(port, "transmitter");
    expect(answer).toEqual({
      command: "bind_transmitter_resp",
      sequence: 1,
      commandStatus: 0,
      systemId: "heliograph",
      tlvs: [{ tag: tlvTag.sc_interface_version, value: Buffer.of(0x34) }],
    });
  });

  it.each([
    ["another system_id", { systemId: "other" }, 0x0f],
    ["another password", { password: "other" }, 0x0e],
    ["a session too many", { maxSessions: 0 }, 0x05],
  ])("refuses %s", async (_what, options, commandStatus) => {
    const { port } = await startSmsc(options);
    const { answer } = await openBound(port);
    expect(answer).toMatchObject({ commandStatus });
  });

  it("lets many sessions of one system_id in, and each bind once", async () => {
    const { smsc, port } = await startSmsc();
    const { session } = await openBound(port);
    await openBound(port);
    expect(await answerTo(session, bindRequest("transceiver"))).toMatchObject({ commandStatus: 0x05 });
    expect(smsc.stats().sessions).toHaveLength(2);
  });

  it("is needed for submit_sm and query_sm, and as transmitter", async () => {
    const { port } = await startSmsc();
    const unbound = openSession(await connectSocket(port)).session;
    expect(await answerTo(unbound, submit)).toMatchObject({ command: "submit_sm_resp", commandStatus: 0x04 });
    const { session } = await openBound(port, "receiver");
    expect(await answerTo(session, submit)).toMatchObject({ command: "submit_sm_resp", commandStatus: 0x04 });
    expect(await answerTo(session, query("1"))).toMatchObject({ command: "query_sm_resp", commandStatus: 0x04 });
  });

  it("ends with unbind", async () => {
    const { smsc, port } = await startSmsc();
    const { session, closed } = await openBound(port);
    expect(await answerTo(session, { command: "unbind" })).toMatchObject({ command: "unbind_resp", commandStatus: 0 });
    await closed.take(1);
    expect(smsc.stats().sessions).toEqual([]);
  });
});

describe("receipts", () => {
  it.each([
    ["text", true, false],
    ["tlv", false, true],
    ["both", true, true],
  ] as const)("say what they have to say in the form %s", async (receiptForm, inText, inTlvs) => {
    const { port } = await startSmsc({ receiptForm });
    const { session, requests } = await openBound(port);
    const answer = await answerTo(session, submit);
    const id = answer.command === "submit_sm_resp" ? answer.messageId : "";
    const [receipt] = await requests.take(1);
    acknowledge(session, receipt);
    if (!isDeliver(receipt)) {
      throw new Error("no deliver_sm");
    }
    expect(receipt).toMatchObject({ sourceAddr: ordinary, destinationAddr: "12345", esmClass: 0x04 });
    expect(receiptText(receipt)).toEqual(inText ? { id, stat: "DELIVRD" } : { id: undefined, stat: undefined });
    const named = findTlv(receipt.tlvs, tlvTag.receipted_message_id);
    expect(named && Buffer.from(named).toString()).toBe(inTlvs ? `${id}\0` : undefined);
    expect(findTlv(receipt.tlvs, tlvTag.message_state)?.[0]).toBe(inTlvs ? messageState.delivered : undefined);
  });

  it("are written as SMPP 3.4 appendix B has them", async () => {
    const now = () => Date.UTC(2026, 10, 5, 9, 7, 59);
    const { port } = await startSmsc({ now });
    const { session, requests } = await openBound(port);
    await answerTo(session, { ...submit, ...message(ordinary, "Your code is 123456. Valid for ten minutes.") });
    const [receipt] = await requests.take(1);
    expect(isDeliver(receipt) && Buffer.from(receipt.shortMessage).toString()).toMatch(
      /^id:\d{16} sub:001 dlvrd:001 submit date:2611050907 done date:2611050907 stat:DELIVRD err:000 text:Your code is 123456\.$/,
    );
  });

  it.each([
    ["none", 0, []],
    ["of failures", 2, ["UNDELIV"]],
    ["of successes", 3, ["DELIVRD"]],
    ["of both", 1, ["DELIVRD", "UNDELIV"]],
  ])("come as asked for: %s", async (_what, registeredDelivery, stats) => {
    const { port } = await startSmsc();
    const { session, requests } = await openBound(port);
    await answerTo(session, { ...submit, registeredDelivery });
    await answerTo(session, { ...submit, destinationAddr: "573009999001", registeredDelivery });
    await answerTo(session, { ...submit, destinationAddr: "573009999003" });
    const received = await requests.take(stats.length + 1);
    const seen = received.map((pdu) => (isDeliver(pdu) ? receiptText(pdu).stat : undefined));
    expect(seen).toEqual([...stats, "EXPIRED"]);
  });

  it("go to a receiver of the same system_id, and to no other", async () => {
    const { smsc, port } = await startSmsc();
    const other = openSession(await connectSocket(port));
    await answerTo(other.session, bindRequest("receiver", "somebody"));
    const receiver = await openBound(port, "receiver");
    const transmitter = await openBound(port, "transmitter");
    await answerTo(transmitter.session, submit);
    const [receipt] = await receiver.requests.take(1);
    acknowledge(receiver.session, receipt);
    // An answered enquire_link follows the acknowledgement through the server.
    await answerTo(receiver.session, { command: "enquire_link" });
    expect(smsc.stats()).toMatchObject({ delivers: 1, receiptsAcknowledged: 1, waiting: 0 });
    expect([other.requests.all, transmitter.requests.all]).toEqual([[], []]);
  });

  it("are shared between the sessions that receive", async () => {
    const { port } = await startSmsc();
    const one = await openBound(port, "receiver");
    const two = await openBound(port, "receiver");
    const { session } = await openBound(port, "transmitter");
    for (let index = 0; index < 10; index++) {
      await answerTo(session, submit);
    }
    expect(await one.requests.take(5)).toHaveLength(5);
    expect(await two.requests.take(5)).toHaveLength(5);
  });

  it("wait until somebody receives", async () => {
    const { smsc, port } = await startSmsc();
    const { session } = await openBound(port, "transmitter");
    await answerTo(session, submit);
    await answerTo(session, submit);
    expect(smsc.stats().waiting).toBe(2);
    const receiver = await openBound(port, "receiver");
    await receiver.requests.take(2);
  });

  it("come again until they are acknowledged", async () => {
    const { smsc, port } = await startSmsc();
    const transmitter = await openBound(port, "transmitter");
    const first = await openBound(port, "receiver");
    await answerTo(transmitter.session, submit);
    const [refused] = await first.requests.take(1);
    acknowledge(first.session, refused, 0x64);
    const [, unanswered] = await first.requests.take(2);
    first.session.destroy();

    const second = await openBound(port, "receiver");
    const [again] = await second.requests.take(1);
    acknowledge(second.session, again);
    await answerTo(second.session, { command: "enquire_link" });
    expect(isDeliver(again) && isDeliver(unanswered) && receiptText(again)).toEqual(
      isDeliver(unanswered) && receiptText(unanswered),
    );
    expect(smsc.stats()).toMatchObject({ delivers: 3, receiptsAcknowledged: 1, waiting: 0 });
  });

  it("come again when they are not answered in time", async () => {
    const { port } = await startSmsc({ responseTimeoutMs: 20 });
    const { session, requests } = await openBound(port);
    await answerTo(session, submit);
    const [, again] = await requests.take(2);
    acknowledge(session, again);
  });

  it("do not come again when they are refused for good", async () => {
    const { smsc, port } = await startSmsc();
    const { session, requests } = await openBound(port);
    await answerTo(session, submit);
    const [receipt] = await requests.take(1);
    acknowledge(session, receipt, 0x65);
    await answerTo(session, { command: "enquire_link" });
    expect(smsc.stats()).toMatchObject({ delivers: 1, waiting: 0, receiptsAcknowledged: 1 });
  });

  it("keep to the window of a session", async () => {
    const { smsc, port } = await startSmsc({ deliverWindowSize: 3 });
    const { session, requests } = await openBound(port);
    for (let index = 0; index < 5; index++) {
      await answerTo(session, submit);
    }
    const [first] = await requests.take(3);
    expect(smsc.stats()).toMatchObject({ delivers: 3, waiting: 2 });
    acknowledge(session, first);
    await requests.take(4);
    expect(smsc.stats()).toMatchObject({ delivers: 4, waiting: 1 });
  });
});

describe("query_sm", () => {
  it("tells the state of a message by its id", async () => {
    const { port } = await startSmsc();
    const { session } = await openBound(port, "transmitter");
    const states: number[] = [];
    for (const destination of [ordinary, "573009999003", "573009999012", "573009999010"]) {
      const submitted = await answerTo(session, { ...submit, destinationAddr: destination });
      const id = submitted.command === "submit_sm_resp" ? submitted.messageId : "";
      const answer = await answerTo(session, query(id));
      expect(answer).toMatchObject({ commandStatus: 0, messageId: id });
      states.push(answer.command === "query_sm_resp" ? answer.messageState : -1);
    }
    const { delivered, expired } = messageState;
    expect(states).toEqual([delivered, expired, delivered, delivered]);
  });

  it("tells enroute until the receipt is due", async () => {
    let nowMs = Date.UTC(2026, 0, 1);
    const { port } = await startSmsc({ receiptDelayMs: 3_600_000, now: () => nowMs });
    const { session } = await openBound(port);
    const submitted = await answerTo(session, submit);
    const id = submitted.command === "submit_sm_resp" ? submitted.messageId : "";
    expect(await answerTo(session, query(id))).toMatchObject({ messageState: 1, finalDate: "" });
    nowMs += 3_600_000;
    expect(await answerTo(session, query(id))).toMatchObject({ messageState: 2, finalDate: "260101010000000+" });
  });

  it("knows no message of another system_id or source, nor one it never saw", async () => {
    const { port } = await startSmsc();
    const { session } = await openBound(port);
    const submitted = await answerTo(session, submit);
    const id = submitted.command === "submit_sm_resp" ? submitted.messageId : "";
    expect(await answerTo(session, { ...query(id), sourceAddr: "54321" })).toMatchObject({ commandStatus: 0x67 });
    const other = openSession(await connectSocket(port)).session;
    await answerTo(other, bindRequest("transceiver", "somebody"));
    for (const [asking, asked] of [
      [other, id],
      [session, "1234567890123456"],
      [session, "no id"],
      [session, ""],
    ] as const) {
      expect(await answerTo(asking, query(asked))).toMatchObject({ commandStatus: 0x67 });
    }
  });
});

describe("MO", () => {
  it("arrive in the default alphabet or in UCS-2", async () => {
    const { smsc, port } = await startSmsc();
    const { session, requests } = await openBound(port, "receiver");
    const taken = [
      smsc.injectMo({ from: "+573001234567", to: "12345", text: "BAJA" }),
      smsc.injectMo({ from: "+573001234567", to: "12345", text: "你好" }),
    ];
    const received = await requests.take(2);
    expect(received).toMatchObject([
      { sourceAddr: "573001234567", destinationAddr: "12345", esmClass: 0, dataCoding: 0 },
      { dataCoding: 8, shortMessage: Buffer.from("4f60597d", "hex") },
    ]);
    for (const pdu of received) {
      acknowledge(session, pdu);
    }
    await Promise.all(taken);
    expect(smsc.stats().inboundAcknowledged).toBe(2);
  });

  it.each([
    ["a short code", "85432", { destinationAddr: "85432", destAddrTon: 3, destAddrNpi: 0 }],
    ["an international number", "+4915112345678", { destinationAddr: "4915112345678", destAddrTon: 1, destAddrNpi: 1 }],
    [
      "the same without its sign",
      "4915112345678",
      { destinationAddr: "4915112345678", destAddrTon: 1, destAddrNpi: 1 },
    ],
    ["a name", "Bank", { destinationAddr: "Bank", destAddrTon: 5, destAddrNpi: 0 }],
  ])("go to %s as what it is", async (_what, to, expected) => {
    const { smsc, port } = await startSmsc();
    const { session, requests } = await openBound(port, "receiver");
    const taken = smsc.injectMo({ from: "+573001234567", to, text: "BAJA" });
    const [received] = await requests.take(1);
    acknowledge(session, received);
    await taken;
    expect(received).toMatchObject({ sourceAddr: "573001234567", sourceAddrTon: 1, sourceAddrNpi: 1, ...expected });
  });

  it("longer than short_message are in message_payload", async () => {
    const { smsc, port } = await startSmsc();
    const { session, requests } = await openBound(port);
    const taken = smsc.injectMo({ from: "573001234567", to: "12345", text: "x".repeat(300) });
    const [received] = await requests.take(1);
    expect(received).toMatchObject({
      shortMessage: Buffer.alloc(0),
      tlvs: [{ tag: tlvTag.message_payload, value: Buffer.alloc(300, "x") }],
    });
    acknowledge(session, received);
    await taken;
  });

  it("wait for the first that receives", async () => {
    const { smsc, port } = await startSmsc();
    const taken = smsc.injectMo({ from: "573001234567", to: "12345", text: "hola" });
    const bind = startBind(bindConfig(port, { mode: "receiver" }));
    await taken;
    expect(bind.delivers.all).toHaveLength(1);
  });
});

describe("many at once", () => {
  it("all have a response, an id of their own, and a receipt", async () => {
    const { smsc, port } = await startSmsc({ receiptDelayMs: 1 });
    const count = 20_000;
    const bind = startBind(bindConfig(port));
    const done = new Recorder<true>();
    await bind.bound();
    let sent = 0;
    while (sent < count) {
      for (let slots = bind.client.freeSlots(); slots > 0 && sent < count; slots--) {
        bind.client.submit(`${sent++}`, message(ordinary));
      }
      if (sent < count) {
        await bind.ready.take(bind.ready.all.length + 1);
      }
    }
    await Promise.all([bind.results.take(count), bind.delivers.take(count)]);
    done.push(true);
    const accepted = bind.results.all.map(({ result }) =>
      result.outcome === "accepted" ? result.carrierMessageId : "",
    );
    const receipted = bind.delivers.all.map(({ deliver }) => receiptText(deliver).id);
    expect(new Set(accepted).size).toBe(count);
    expect(new Set(receipted)).toEqual(new Set(accepted));
    expect(smsc.stats()).toMatchObject({ submits: count, accepted: count, waiting: 0 });
  });
});
