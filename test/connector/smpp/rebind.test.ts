import { describe, expect, it } from "vitest";
import { commandStatus } from "../../../connector/smpp/constants.ts";
import { decodePdu } from "../../../connector/smpp/decode.ts";
import { encodePdu } from "../../../connector/smpp/encode.ts";
import { Framer } from "../../../connector/smpp/framer.ts";
import type { DecodedPdu, NoticePdu } from "../../../connector/smpp/pdu.ts";
import { startServer } from "../harness.ts";
import { bindConfig, message, startBind, startScriptedSmsc } from "./harness.ts";
import { Recorder } from "../recorder.ts";

const destination = "573001234567";

describe("a submit_sm answered ESME_RINVBNDSTS", () => {
  const reason = "the carrier does not take submits on this session: ESME_RINVBNDSTS";

  it("is handed back as not sent, and the session is made anew", async () => {
    const smsc = await startScriptedSmsc();
    const bind = startBind(bindConfig(smsc.port));
    await bind.bound();
    bind.client.submit("one", message(destination));
    await smsc.requests.take(1);
    smsc.answerSubmit(0, commandStatus.ESME_RINVBNDSTS);
    expect(await bind.resultOf("one")).toEqual({ outcome: "unsent", reason });
    expect(bind.client.freeSlots()).toBe(0);
    const [closed] = await smsc.closed.take(1);
    expect(closed?.kind).toBe("unbound_by_peer");
    await smsc.sessions.take(2);
    await bind.states.take(6);
    expect(bind.states.all.slice(0, 6)).toMatchObject([
      { state: "connecting" },
      { state: "bound" },
      { state: "unbinding", reason },
      { state: "down", reason },
      { state: "connecting", reason },
      { state: "bound" },
    ]);
  });

  it("lets what else is in flight end first", async () => {
    const smsc = await startScriptedSmsc();
    const bind = startBind(bindConfig(smsc.port));
    await bind.bound();
    bind.client.submit("one", message(destination));
    bind.client.submit("two", message(destination));
    await smsc.requests.take(2);
    smsc.answerSubmit(0, commandStatus.ESME_RINVBNDSTS);
    await bind.resultOf("one");
    bind.client.submit("three", message(destination));
    expect(await bind.resultOf("three")).toEqual({ outcome: "unsent", reason: "not bound" });
    smsc.answerSubmit(1, 0, "7f00a2");
    expect(await bind.resultOf("two")).toEqual({ outcome: "accepted", carrierMessageId: "7f00a2" });
    await smsc.closed.take(1);
  });

  it("backs off while it goes on", async () => {
    const smsc = await startScriptedSmsc();
    const bind = startBind(bindConfig(smsc.port, { reconnectMinMs: 2, reconnectMaxMs: 60_000 }), "at_once", () => 0.5);
    for (let round = 0; round < 4; round++) {
      await bind.states.find(() => bind.client.freeSlots() > 0);
      bind.client.submit(`${round}`, message(destination));
      await smsc.requests.take(round + 1);
      smsc.answerSubmit(round, commandStatus.ESME_RINVBNDSTS);
      await bind.warnings.take(round + 1);
    }
    expect(bind.warnings.all.map(({ retryInMs }) => retryInMs)).toEqual([5, 9, 17, 33]);
  });

  it("does not keep a stop from ending it", async () => {
    const smsc = await startScriptedSmsc();
    const bind = startBind(bindConfig(smsc.port));
    await bind.bound();
    bind.client.submit("one", message(destination));
    bind.client.submit("never answered", message(destination));
    await smsc.requests.take(2);
    smsc.answerSubmit(0, commandStatus.ESME_RINVBNDSTS);
    await bind.resultOf("one");
    await bind.client.stop({ drainMs: 0 });
    expect(bind.states.all.at(-1)).toMatchObject({ state: "down", reason: "stopped" });
    expect(await bind.resultOf("never answered")).toMatchObject({ outcome: "unknown" });
    expect(smsc.sessions.all).toHaveLength(1);
  });
});

describe("trap 21: an unbind of the peer", () => {
  it("is answered, stops intake, lets what is in flight be answered, and is followed by a new session", async () => {
    const smsc = await startScriptedSmsc();
    const bind = startBind(bindConfig(smsc.port));
    await bind.bound();
    bind.client.submit("one", message(destination));
    const [seen] = await smsc.requests.take(1);
    const answered = new Promise((resolve) => {
      seen?.session.request({ command: "unbind" }, resolve);
    });
    expect(await answered).toMatchObject({ kind: "response", pdu: { command: "unbind_resp", commandStatus: 0 } });
    expect(bind.client.freeSlots()).toBe(0);
    expect(bind.results.all).toEqual([]);
    smsc.answerSubmit(0, 0, "7f00a1");
    expect(await bind.resultOf("one")).toEqual({ outcome: "accepted", carrierMessageId: "7f00a1" });
    await smsc.sessions.take(2);
    await bind.states.take(5);
    bind.client.submit("two", message(destination));
    await smsc.requests.take(2);
    smsc.answerSubmit(1, 0, "7f00a2");
    await bind.resultOf("two");
    expect(bind.results.all).toHaveLength(2);
  });

  it("leaves what was never answered unknown, once", async () => {
    const smsc = await startScriptedSmsc();
    const bind = startBind(bindConfig(smsc.port));
    await bind.bound();
    bind.client.submit("one", message(destination));
    const [seen] = await smsc.requests.take(1);
    await new Promise((resolve) => {
      seen?.session.request({ command: "unbind" }, resolve);
    });
    seen?.session.destroy();
    expect(await bind.resultOf("one")).toEqual({ outcome: "unknown", reason: "the peer unbound" });
    await smsc.sessions.take(2);
    expect(bind.results.all).toHaveLength(1);
  });
});

/** A bind, and the octets its SMSC sends and receives after the bind. */
async function boundToOctets() {
  const received = new Recorder<DecodedPdu>();
  const senders = new Recorder<(octets: Buffer) => void>();
  const port = await startServer((socket) => {
    const framer = new Framer();
    socket.on("data", (chunk) => {
      framer.push(chunk, (bytes, start, end) => {
        const pdu = decodePdu(bytes, start, end);
        if (pdu.command === "unbind") {
          socket.destroy();
          return false;
        }
        if (pdu.command !== "bind_transceiver") {
          received.push(pdu);
          return true;
        }
        const answer = encodePdu({ command: "bind_transceiver_resp", commandStatus: 0, systemId: "", tlvs: [] }, 1);
        if (answer.ok) {
          socket.write(answer.bytes);
        }
        return true;
      });
    });
    senders.push((octets) => socket.write(octets));
  });
  const bind = startBind(bindConfig(port));
  await bind.bound();
  const [write] = await senders.take(1);
  const send = (pdu: NoticePdu | Parameters<typeof encodePdu>[0], sequence: number): void => {
    const result = encodePdu(pdu, sequence);
    if (result.ok) {
      write?.(result.bytes);
    }
  };
  return { bind, received, send };
}

describe("what else an SMSC may send", () => {
  const addresses = {
    sourceAddrTon: 1,
    sourceAddrNpi: 1,
    sourceAddr: destination,
    destAddrTon: 3,
    destAddrNpi: 0,
    destinationAddr: "12345",
  };

  it("a data_sm is taken as a deliver_sm with its body in message_payload, and answered by data_sm_resp", async () => {
    const { bind, received, send } = await boundToOctets();
    const body = Buffer.from("id:7f00a1 stat:DELIVRD");
    const tlvs = [{ tag: 0x0424, value: body }];
    send(
      {
        ...addresses,
        command: "data_sm",
        serviceType: "",
        esmClass: 4,
        registeredDelivery: 0,
        dataCoding: 0,
        tlvs,
      },
      9,
    );
    const [delivered] = await bind.delivers.take(1);
    expect(delivered?.deliver).toMatchObject({ command: "deliver_sm", sourceAddr: destination, esmClass: 4, tlvs });
    expect(delivered?.deliver.shortMessage).toHaveLength(0);
    expect(await received.take(1)).toEqual([{ command: "data_sm_resp", commandStatus: 0, messageId: "", sequence: 9 }]);
  });

  it("an alert_notification is not answered, and the session goes on", async () => {
    const { bind, received, send } = await boundToOctets();
    const esme = { esmeAddrTon: 3, esmeAddrNpi: 0, esmeAddr: "12345", tlvs: [] };
    const { sourceAddr, sourceAddrTon, sourceAddrNpi } = addresses;
    send({ command: "alert_notification", sourceAddr, sourceAddrTon, sourceAddrNpi, ...esme }, 9);
    send({ command: "enquire_link" }, 10);
    expect(await received.take(1)).toEqual([{ command: "enquire_link_resp", commandStatus: 0, sequence: 10 }]);
    expect(bind.events.all).toContain("bind.alert_notification");
  });

  it("an outbind is refused with ESME_RINVBNDSTS, and the session goes on", async () => {
    const { bind, received, send } = await boundToOctets();
    send({ command: "outbind", systemId: "smsc", password: "secret" }, 9);
    send({ command: "enquire_link" }, 10);
    expect(await received.take(2)).toEqual([
      { command: "generic_nack", commandStatus: commandStatus.ESME_RINVBNDSTS, sequence: 9 },
      { command: "enquire_link_resp", commandStatus: 0, sequence: 10 },
    ]);
    expect(bind.client.freeSlots()).toBe(100);
  });

  it("a submit_sm or a query_sm of the SMSC is refused", async () => {
    const { received, send } = await boundToOctets();
    send({ command: "submit_sm", ...message(destination) }, 9);
    expect(await received.take(1)).toMatchObject([{ command: "submit_sm_resp", commandStatus: 4, sequence: 9 }]);
  });
});
