import { once } from "node:events";
import type { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { decodePdu } from "../../../connector/smpp/decode.ts";
import { encodePdu } from "../../../connector/smpp/encode.ts";
import { Framer } from "../../../connector/smpp/framer.ts";
import type { DecodedPdu, RequestPdu, ResponsePdu } from "../../../connector/smpp/pdu.ts";
import type { SessionOptions } from "../../../connector/smpp/session.ts";
import { connectSocket, startServer } from "../harness.ts";
import { ask, answerTo, message, openSession } from "./harness.ts";
import { Recorder } from "../recorder.ts";

/** The other end of a session: a bare socket whose every PDU is recorded. */
function scriptedPeer(socket: Socket) {
  const received = new Recorder<DecodedPdu>();
  const framer = new Framer();
  socket.on("data", (chunk) => {
    framer.push(chunk, (bytes, start, end) => {
      received.push(decodePdu(bytes, start, end));
      return true;
    });
  });
  const send = (pdu: RequestPdu | ResponsePdu, sequence: number): void => {
    const result = encodePdu(pdu, sequence);
    if (result.ok) {
      socket.write(result.bytes);
    }
  };
  return { socket, received, send, closed: once(socket, "close") };
}

/** A session and the bare socket at its other end. */
async function sessionAndPeer(options: Partial<SessionOptions> = {}) {
  const peers = new Recorder<ReturnType<typeof scriptedPeer>>();
  const port = await startServer((socket) => peers.push(scriptedPeer(socket)));
  const opened = openSession(await connectSocket(port), options);
  const [peer] = await peers.take(1);
  if (peer === undefined) {
    throw new Error("nobody connected");
  }
  return { ...opened, peer };
}

const submit = { command: "submit_sm", ...message("573001234567") } as const;
const accepted = { command: "submit_sm_resp", commandStatus: 0, messageId: "1" } as const;

describe("requests of this side", () => {
  it("end with the response of their sequence number, in any order", async () => {
    const { session, peer } = await sessionAndPeer();
    const first = answerTo(session, submit);
    const second = answerTo(session, submit);
    await peer.received.take(2);
    peer.send({ ...accepted, messageId: "second" }, 2);
    peer.send({ ...accepted, messageId: "first" }, 1);
    expect(await first).toMatchObject({ messageId: "first" });
    expect(await second).toMatchObject({ messageId: "second" });
  });

  it("end with generic_nack", async () => {
    const { session, peer } = await sessionAndPeer();
    const answer = answerTo(session, submit);
    await peer.received.take(1);
    peer.send({ command: "generic_nack", commandStatus: 3 }, 1);
    expect(await answer).toMatchObject({ command: "generic_nack", commandStatus: 3 });
  });

  it("are not ended by a response to another command, nor by one nobody asked for", async () => {
    const { session, peer } = await sessionAndPeer();
    const answer = answerTo(session, submit);
    await peer.received.take(1);
    peer.send({ command: "unbind_resp", commandStatus: 0 }, 1);
    peer.send({ ...accepted, messageId: "stray" }, 77);
    peer.send({ ...accepted, messageId: "mine" }, 1);
    expect(await answer).toMatchObject({ messageId: "mine" });
  });

  it("time out when no response comes, and a late one changes nothing", async () => {
    const { session, peer } = await sessionAndPeer({ responseTimeoutMs: 20 });
    expect(await ask(session, submit, 20)).toEqual({ kind: "timeout" });
    peer.send(accepted, 1);
    const next = answerTo(session, submit);
    await peer.received.take(2);
    peer.send({ ...accepted, messageId: "2" }, 2);
    expect(await next).toMatchObject({ messageId: "2" });
  });

  it("end as closed when the connection goes, each once", async () => {
    const { session, peer, closed } = await sessionAndPeer();
    const outcomes = Promise.all([ask(session, submit), ask(session, submit)]);
    await peer.received.take(2);
    peer.socket.destroy();
    const reason = { kind: "closed_by_peer", detail: "the peer closed the connection" };
    expect(await outcomes).toEqual([
      { kind: "closed", reason },
      { kind: "closed", reason },
    ]);
    expect(await closed.take(1)).toEqual([reason]);
    expect(await ask(session, submit)).toEqual({ kind: "closed", reason });
  });

  it("end as malformed when the response cannot be read, and the session goes on", async () => {
    const { session, peer } = await sessionAndPeer();
    const unreadable = ask(session, submit);
    await peer.received.take(1);
    const response = Buffer.concat([Buffer.alloc(16), Buffer.alloc(70, 0x41)]);
    response.writeUInt32BE(response.length, 0);
    response.writeUInt32BE(0x80000004, 4);
    response.writeUInt32BE(1, 12);
    peer.socket.write(response);
    expect(await unreadable).toEqual({ kind: "malformed", reason: "message_id is longer than 64 octets" });

    const next = answerTo(session, submit);
    await peer.received.take(2);
    peer.send(accepted, 2);
    expect(await next).toMatchObject({ messageId: "1" });
  });

  it("leave in one piece when they are made in one turn", async () => {
    const chunks = new Recorder<number>();
    const port = await startServer((socket) => socket.on("data", (chunk) => chunks.push(chunk.length)));
    const { session } = openSession(await connectSocket(port));
    const lengths = Array.from({ length: 50 }, (_, index) => {
      const pdu = { ...submit, ...message("573001234567", `text ${index}`) };
      session.request(pdu, () => undefined);
      const result = encodePdu(pdu, 1);
      return result.ok ? result.bytes.length : 0;
    });
    await chunks.take(1);
    expect(chunks.all).toEqual([lengths.reduce((sum, length) => sum + length, 0)]);
  });

  it("that cannot be encoded are refused and send nothing", async () => {
    const { session, peer } = await sessionAndPeer();
    const error = session.request({ ...submit, ...message("5730\0") }, () => {
      throw new Error("must not be called");
    });
    expect(error).toMatchObject({ commandStatus: 0x0b });
    const answer = answerTo(session, submit);
    const [only] = await peer.received.take(1);
    expect(only).toMatchObject({ command: "submit_sm", sequence: 1 });
    peer.send(accepted, 1);
    await answer;
  });
});

describe("supervision", () => {
  it("asks a silent peer, and is content with its answer", async () => {
    const { peer, closed } = await sessionAndPeer({ enquireLinkIntervalMs: 20, responseTimeoutMs: 60_000 });
    for (const asked of [1, 2, 3]) {
      const pdus = await peer.received.take(asked);
      expect(pdus.at(-1)).toEqual({ command: "enquire_link", sequence: asked });
      peer.send({ command: "enquire_link_resp", commandStatus: 0 }, asked);
    }
    expect(closed.all).toEqual([]);
  });

  it("drops a peer that does not answer", async () => {
    const { session, peer, closed } = await sessionAndPeer({ enquireLinkIntervalMs: 20, responseTimeoutMs: 20 });
    expect(await closed.take(1)).toMatchObject([{ kind: "peer_silent" }]);
    await peer.closed;
    expect(session.isOpen).toBe(false);
  });

  it("answers the peer's enquire_link", async () => {
    const { peer } = await sessionAndPeer();
    peer.send({ command: "enquire_link" }, 41);
    expect(await peer.received.take(1)).toEqual([{ command: "enquire_link_resp", commandStatus: 0, sequence: 41 }]);
  });
});

describe("what the peer sends", () => {
  it("reaches onRequest whole when it comes in pieces", async () => {
    const { peer, requests } = await sessionAndPeer();
    const result = encodePdu({ ...submit, command: "deliver_sm" }, 5);
    const bytes = result.ok ? result.bytes : Buffer.alloc(0);
    peer.socket.write(bytes.subarray(0, 30), () => peer.socket.write(bytes.subarray(30)));
    expect(await requests.take(1)).toMatchObject([{ command: "deliver_sm", sequence: 5, sourceAddr: "12345" }]);
  });

  it("is answered by unbind_resp and the end of the connection when it is unbind", async () => {
    const { peer, closed } = await sessionAndPeer();
    peer.send({ command: "unbind" }, 9);
    expect(await peer.received.take(1)).toEqual([{ command: "unbind_resp", commandStatus: 0, sequence: 9 }]);
    await peer.closed;
    expect(await closed.take(1)).toMatchObject([{ kind: "unbound_by_peer" }]);
  });

  it("may be responses still due after its unbind, while nothing but unbind_resp is sent", async () => {
    const { session, peer, closed, requests } = await sessionAndPeer();
    const due = answerTo(session, submit);
    await peer.received.take(1);
    peer.send({ command: "unbind" }, 9);
    await peer.received.take(2);
    expect(session.isOpen).toBe(false);
    expect(await ask(session, submit)).toMatchObject({ kind: "closed", reason: { kind: "unbound_by_peer" } });
    peer.send({ command: "enquire_link" }, 10);
    peer.send({ command: "deliver_sm", ...message("573001234567") }, 11);
    peer.send(accepted, 1);
    expect(await due).toMatchObject({ messageId: "1" });
    await peer.closed;
    expect(await closed.take(1)).toMatchObject([{ kind: "unbound_by_peer" }]);
    expect(peer.received.all.map(({ command }) => command)).toEqual(["submit_sm", "unbind_resp"]);
    expect(requests.all).toEqual([]);
  });

  it("ends the session after its unbind though a response stays out", async () => {
    const { session, peer, closed } = await sessionAndPeer({ responseTimeoutMs: 20 });
    const outcome = ask(session, submit, 20);
    await peer.received.take(1);
    peer.send({ command: "unbind" }, 9);
    expect(await outcome).toEqual({ kind: "timeout" });
    await peer.closed;
    expect(await closed.take(1)).toMatchObject([{ kind: "unbound_by_peer" }]);
  });

  it("is answered by generic_nack when its command is not known, and the session goes on", async () => {
    const { peer } = await sessionAndPeer();
    const unknown = Buffer.alloc(16);
    unknown.writeUInt32BE(16, 0);
    unknown.writeUInt32BE(0x0021, 4);
    unknown.writeUInt32BE(6, 12);
    peer.socket.write(unknown);
    peer.send({ command: "enquire_link" }, 7);
    expect(await peer.received.take(2)).toEqual([
      { command: "generic_nack", commandStatus: 3, sequence: 6 },
      { command: "enquire_link_resp", commandStatus: 0, sequence: 7 },
    ]);
  });

  it("is refused by its own response when its content is malformed, and the session goes on", async () => {
    const { peer, requests } = await sessionAndPeer();
    const cut = Buffer.alloc(20);
    cut.writeUInt32BE(20, 0);
    cut.writeUInt32BE(0x05, 4);
    cut.writeUInt32BE(8, 12);
    peer.socket.write(cut);
    peer.send({ command: "enquire_link" }, 9);
    expect(await peer.received.take(2)).toMatchObject([
      { command: "deliver_sm_resp", commandStatus: 2, sequence: 8 },
      { command: "enquire_link_resp", sequence: 9 },
    ]);
    expect(requests.all).toEqual([]);
  });

  it.each([
    ["a PDU over the limit", Buffer.from([0, 1, 0, 1, 0, 0, 0, 4]), "over the limit"],
    ["a length below a header's", Buffer.from([0, 0, 0, 4]), "shorter than a header"],
    ["another protocol", Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n"), "does not speak SMPP"],
  ])("is answered by generic_nack and the end of the connection when it is %s", async (_what, bytes, detail) => {
    const { peer, closed } = await sessionAndPeer();
    peer.socket.write(bytes);
    expect(await peer.received.take(1)).toEqual([{ command: "generic_nack", commandStatus: 2, sequence: 0 }]);
    await peer.closed;
    expect(await closed.take(1)).toMatchObject([
      { kind: "protocol_error", detail: expect.stringContaining(detail) as unknown },
    ]);
  });
});

describe("a peer that does not read", () => {
  it("is read from no more until it does, and then loses nothing", async () => {
    const count = 300_000;
    const paused = new Recorder<unknown[]>();
    const port = await startServer((socket) => {
      socket.on("pause", () => paused.push([]));
      const { session } = openSession(socket, {
        pauseReadingWhenCongested: true,
        onRequest: (pdu) => session.respond({ ...accepted, messageId: "1".repeat(64) }, pdu.sequence),
      });
    });
    const result = encodePdu(submit, 1);
    const one = result.ok ? result.bytes : Buffer.alloc(0);
    const socket = await connectSocket(port);
    socket.pause();
    socket.write(Buffer.alloc(count * one.length, one));
    await paused.take(1);

    const answers = new Recorder<number>();
    const framer = new Framer();
    let answered = 0;
    socket.on("data", (chunk) => {
      framer.push(chunk, () => ++answered > 0);
      if (answered === count) {
        answers.push(answered);
      }
    });
    socket.resume();
    expect(await answers.take(1)).toEqual([count]);
  });
});
