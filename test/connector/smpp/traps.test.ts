import { once } from "node:events";
import type { Socket } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { encodePdu } from "../../../connector/smpp/encode.ts";
import type { RequestPdu, ResponsePdu } from "../../../connector/smpp/pdu.ts";
import { startServer } from "../harness.ts";
import { ask, bindConfig, message, startBind, startScriptedSmsc, startSmsc } from "./harness.ts";

const destination = "573001234567";

function octets(pdu: RequestPdu | ResponsePdu, sequence: number): Buffer {
  const result = encodePdu(pdu, sequence);
  if (!result.ok) {
    throw new Error(result.reason);
  }
  return result.bytes;
}

/** An SMSC that answers the bind in its own way, and then leaves the socket to the test. */
async function rawSmsc(bindAnswer: Buffer) {
  const bound = Promise.withResolvers<Socket>();
  const port = await startServer((socket) => {
    socket.once("data", () => {
      socket.write(bindAnswer);
      bound.resolve(socket);
    });
  });
  return { port, socket: () => bound.promise };
}

const boundAnswer = octets({ command: "bind_transceiver_resp", commandStatus: 0, systemId: "smsc", tlvs: [] }, 1);

describe("trap 12: window and back-pressure", () => {
  it("an SMSC that does not read stops the submits before the window does, and loses none", async () => {
    const { port, socket } = await rawSmsc(boundAnswer);
    const bind = startBind(bindConfig(port, { windowSize: 1_000_000 }));
    await bind.bound();
    const peer = await socket();
    peer.pause();
    let sent = 0;
    while (bind.client.freeSlots() > 0) {
      for (let slot = 0; slot < 200; slot++) {
        bind.client.submit(`${sent++}`, { ...message(destination), shortMessage: Buffer.alloc(254) });
      }
      await nextTurn();
    }
    expect(sent).toBeLessThan(1_000_000);
    expect(bind.results.all).toEqual([]);
    const readyBefore = bind.ready.all.length;
    const all =
      sent * octets({ command: "submit_sm", ...message(destination), shortMessage: Buffer.alloc(254) }, 1).length;
    let received = 0;
    const everything = new Promise<void>((resolve) => {
      peer.on("data", (chunk) => {
        received += chunk.length;
        if (received === all) {
          resolve();
        }
      });
    });
    peer.resume();
    await Promise.all([everything, bind.ready.take(readyBefore + 1)]);
    expect(bind.client.freeSlots()).toBe(1_000_000 - sent);
    peer.destroy();
    await bind.results.take(sent);
  });
});

describe("trap 13: supervision", () => {
  it("the SMSC's enquire_link is answered while the window is full and deliver_sm wait for their answers", async () => {
    const smsc = await startScriptedSmsc();
    const bind = startBind(bindConfig(smsc.port, { windowSize: 10 }), "by_hand");
    await bind.bound();
    const [session] = await smsc.sessions.take(1);
    while (bind.client.freeSlots() > 0) {
      bind.client.submit("in flight", message(destination));
    }
    for (let index = 0; index < 50; index++) {
      session?.request({ command: "deliver_sm", ...message("12345") }, () => undefined);
    }
    await bind.delivers.take(50);
    expect(session && (await ask(session, { command: "enquire_link" }))).toMatchObject({
      kind: "response",
      pdu: { command: "enquire_link_resp", commandStatus: 0 },
    });
    session?.destroy();
  });
});

describe("trap 14: what a bind survives", () => {
  it.each([
    ["without a body", octets({ command: "unbind_resp", commandStatus: 0 }, 1)],
    ["without TLVs", boundAnswer],
    ["with a system_id that is not terminated", Buffer.concat([boundAnswer.subarray(0, 16), Buffer.from("smsc")])],
    [
      "with a system_id longer than the standard allows",
      Buffer.concat([boundAnswer.subarray(0, 16), Buffer.alloc(60, 0x41)]),
    ],
  ])("a bind_transceiver_resp %s", async (_what, answer) => {
    const written = Buffer.from(answer);
    written.writeUInt32BE(written.length, 0);
    written.writeUInt32BE(0x80000009, 4);
    const { port, socket } = await rawSmsc(written);
    const bind = startBind(bindConfig(port));
    await bind.bound();
    (await socket()).destroy();
  });
});

describe("trap 36: message_id of deliver_sm_resp", () => {
  it("is there and empty, whatever the answer", async () => {
    const { port, socket } = await rawSmsc(boundAnswer);
    const statuses = [0, 0x64];
    const bind = startBind(bindConfig(port), "by_hand");
    await bind.bound();
    const peer = await socket();
    for (const [index, status] of statuses.entries()) {
      const answered = once(peer, "data");
      peer.write(octets({ command: "deliver_sm", ...message("12345") }, 9 + index));
      const delivered = (await bind.delivers.take(index + 1))[index];
      delivered?.respond(status);
      const [answer] = (await answered) as [Buffer];
      const expected = Buffer.alloc(17);
      expected.writeUInt32BE(17, 0);
      expected.writeUInt32BE(0x80000005, 4);
      expected.writeUInt32BE(status, 8);
      expected.writeUInt32BE(9 + index, 12);
      expect(answer).toEqual(expected);
    }
    peer.destroy();
  });
});

describe("trap 37: what a bind tells", () => {
  it("has no password and no body in it, whatever happens", async () => {
    const { smsc, port } = await startSmsc({ password: "hunter2" });
    const bind = startBind(bindConfig(port, { password: "hunter2" }));
    await bind.bound();
    bind.client.submit("one", message(destination, "the text of the message"));
    await bind.resultOf("one");
    await bind.delivers.take(1);
    smsc.inject({ mode: "malformed_pdu" });
    smsc.inject({ mode: "oversized_length" });
    await bind.states.find(({ state }) => state === "down");
    await bind.states.take(5);
    const told = JSON.stringify([bind.states.all, bind.events.all, bind.warnings.all, bind.results.all]);
    expect(told).not.toMatch(/hunter2|the text of the message/);
  });
});
