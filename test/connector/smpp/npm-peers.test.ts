import { once } from "node:events";
import type { AddressInfo } from "node:net";
import smpp from "smpp";
import type { PDU, Session } from "smpp";
import { describe, expect, it, onTestFinished } from "vitest";
import { host } from "../harness.ts";
import { bindConfig, message, startBind, startSmsc } from "./harness.ts";
import { Recorder } from "../recorder.ts";

/** An npm smpp server that accepts every bind and hands each session to the test. */
async function startNpmServer(onSession: (session: Session) => void): Promise<number> {
  const server = smpp.createServer((session) => {
    session.on("error", () => undefined);
    session.on("bind_transceiver", (pdu: PDU) => session.send(pdu.response()));
    session.on("enquire_link", (pdu: PDU) => session.send(pdu.response()));
    session.on("unbind", (pdu: PDU) => session.send(pdu.response()));
    onSession(session);
  });
  server.listen(0, host);
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

async function connectNpm(port: number): Promise<Session> {
  const session = smpp.connect({ host, port });
  session.on("error", () => undefined);
  await once(session, "connect");
  onTestFinished(() => session.destroy());
  return session;
}

const request = (send: (onResponse: (pdu: PDU) => void) => boolean): Promise<PDU> =>
  new Promise((resolve) => {
    send(resolve);
  });

describe("our bind at an npm smpp server", () => {
  it("binds, submits, takes a receipt, and unbinds", async () => {
    const submits = new Recorder<PDU>();
    const answers = new Recorder<PDU>();
    const port = await startNpmServer((session) => {
      session.on("submit_sm", (pdu: PDU) => {
        submits.push(pdu);
        session.send(pdu.response({ message_id: "npm-1" }));
        session.deliver_sm(
          {
            source_addr: pdu["destination_addr"],
            destination_addr: pdu["source_addr"],
            esm_class: 4,
            receipted_message_id: "npm-1",
            message_state: 2,
            short_message: "id:npm-1 stat:DELIVRD",
          },
          answers.push,
        );
      });
    });
    const bind = startBind(bindConfig(port));
    await bind.bound();
    bind.client.submit("one", message("573001234567", "¿hola?"));
    expect(await bind.resultOf("one")).toEqual({ outcome: "accepted", carrierMessageId: "npm-1" });
    const [delivered] = await bind.delivers.take(1);
    expect(delivered?.deliver).toMatchObject({ sourceAddr: "573001234567", destinationAddr: "12345", esmClass: 4 });
    expect(new Set(delivered?.deliver.tlvs.map(({ tag }) => tag))).toEqual(new Set([0x1e, 0x427]));
    expect(await answers.take(1)).toMatchObject([{ command: "deliver_sm_resp", command_status: 0 }]);
    expect(submits.all).toMatchObject([{ destination_addr: "573001234567", registered_delivery: 1 }]);
    await bind.client.stop({ drainMs: 1_000 });
    expect(bind.states.all.at(-1)).toMatchObject({ state: "down", reason: "stopped" });
  });

  it("reads its refusals", async () => {
    const port = await startNpmServer((session) => {
      session.on("submit_sm", (pdu: PDU) => session.send(pdu.response({ command_status: 0x58 })));
    });
    const bind = startBind(bindConfig(port));
    await bind.bound();
    bind.client.submit("one", message("573001234567"));
    expect(await bind.resultOf("one")).toEqual({ outcome: "rejected", commandStatus: 0x58 });
  });
});

describe("an npm smpp client at our SMSC", () => {
  it("binds, submits, takes its receipt, asks, and unbinds", async () => {
    const { port } = await startSmsc({ systemId: "npm", password: "secret", receiptForm: "both" });
    const client = await connectNpm(port);
    const delivers = new Recorder<PDU>();
    client.on("deliver_sm", (pdu: PDU) => {
      client.send(pdu.response());
      delivers.push(pdu);
    });
    const bound = await request((done) => client.bind_transceiver({ system_id: "npm", password: "secret" }, done));
    expect(bound).toMatchObject({ command_status: 0, system_id: "heliograph", sc_interface_version: 0x34 });

    const submitted = await request((done) =>
      client.submit_sm(
        { source_addr: "12345", destination_addr: "573001234567", short_message: "hola", registered_delivery: 1 },
        done,
      ),
    );
    const id = submitted["message_id"];
    expect(submitted.command_status).toBe(0);
    expect(await delivers.take(1)).toMatchObject([
      { source_addr: "573001234567", receipted_message_id: id, message_state: 2, esm_class: 4 },
    ]);

    const queried = await request((done) => client.query_sm({ message_id: id, source_addr: "12345" }, done));
    expect(queried).toMatchObject({ command_status: 0, message_id: id, message_state: 2 });
    expect(await request((done) => client.enquire_link(done))).toMatchObject({ command_status: 0 });
    const closed = once(client, "close");
    expect(await request((done) => client.unbind(done))).toMatchObject({ command_status: 0 });
    await closed;
  });

  it("is told when its password is wrong", async () => {
    const { port } = await startSmsc({ systemId: "npm", password: "secret" });
    const client = await connectNpm(port);
    const bound = await request((done) => client.bind_transceiver({ system_id: "npm", password: "other" }, done));
    expect(bound.command_status).toBe(0x0e);
  });
});
