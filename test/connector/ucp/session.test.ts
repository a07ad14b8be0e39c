import { randomBytes } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeFields } from "../../../connector/ucp/fields.ts";
import { connectSocket } from "../harness.ts";
import { Recorder } from "../recorder.ts";
import { openSession, startUcpSmsc } from "./harness.ts";
import { publishedFrames } from "./published-frames.ts";

const login = writeFields(60, { oadc: "12345", oton: "6", onpi: "5", styp: "1", pwd: "736563726574", vers: "0100" });
const submit = writeFields(51, { adc: "00573001234567", oadc: "12345", mt: "3", msg: "6869" });

/** A bare connection, and the texts of the frames that came over it. */
async function openRaw(port: number) {
  const socket = await connectSocket(port);
  const frames = new Recorder<string>();
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk.toString("latin1");
    const parts = text.split("\u0003");
    text = parts.pop() ?? "";
    for (const part of parts) {
      frames.push(part.slice(1));
    }
  });
  return { socket, frames, write: (octets: string) => socket.write(octets, "latin1") };
}

describe("the simulated centre", () => {
  it("knows nobody before a login, and takes no login twice", async () => {
    const { port } = await startUcpSmsc();
    const { ask } = await openSession(port);
    expect(await ask(51, submit)).toMatchObject({ result: { ok: false, errorCode: 4 } });
    expect(await ask(31, ["12345", "0539"])).toEqual({ kind: "result", result: { ok: true, systemMessage: "0000" } });
    expect(await ask(60, login)).toMatchObject({ result: { ok: true } });
    expect(await ask(60, login)).toMatchObject({ result: { ok: false, errorCode: 4 } });
    expect(await ask(51, submit)).toMatchObject({ result: { ok: true } });
  });

  it("sends notifications to those who asked only", async () => {
    const { smsc, port } = await startUcpSmsc();
    const { ask, operations, session } = await openSession(port);
    await ask(60, login);
    await ask(51, submit);
    await ask(51, writeFields(51, { adc: "00573001234568", oadc: "12345", nrq: "1", nt: "1", mt: "3", msg: "6869" }));
    const [frame] = await operations.take(1);
    expect(frame).toMatchObject({ operation: 53 });
    expect(frame?.fields[1]).toBe("573001234568");
    if (frame !== undefined) {
      session.respond(frame, { ok: true, systemMessage: "" });
    }
    await ask(31, ["12345", "0539"]);
    expect(smsc.stats()).toMatchObject({ delivers: 1, receiptsAcknowledged: 1 });
  });

  it("keeps what comes for a login that is away", async () => {
    const { smsc, port } = await startUcpSmsc();
    const taken = smsc.injectMo({ from: "+573001234567", to: "12345", text: "hi", systemId: "12345" });
    expect(smsc.stats().waiting).toBe(1);
    const { ask, operations, session } = await openSession(port);
    await ask(60, login);
    const [frame] = await operations.take(1);
    if (frame !== undefined) {
      session.respond(frame, { ok: true, systemMessage: "" });
    }
    await taken;
  });
});

describe("a session", () => {
  it("answers a damaged operation with 01, an unreadable one with 02, an unknown one with 03, and goes on", async () => {
    const { port } = await startUcpSmsc();
    const { frames, write } = await openRaw(port);
    write(`\u0002${publishedFrames.submit.slice(0, -2)}00\u0003`);
    write(`noise\u0002${publishedFrames.submit.replace("00113", "00112")}\u0003`);
    write(`\u0002cut off \u0002${publishedFrames.notification}\u0003`);
    write(`\u0002${publishedFrames.alert}\u0003`);
    const answers = await frames.take(4);
    expect(answers.map((answer) => answer.split("/").slice(0, 6))).toMatchObject([
      ["18", expect.anything(), "R", "51", "N", "01"],
      ["18", expect.anything(), "R", "51", "N", "02"],
      ["00", expect.anything(), "R", "53", "N", "03"],
      ["02", expect.anything(), "R", "31", "A", "0000"],
    ]);
  });

  it("has no word for a damaged result", async () => {
    const { port } = await startUcpSmsc();
    const { frames, write } = await openRaw(port);
    write(`\u0002${publishedFrames.submitAck.slice(0, -2)}00\u0003\u0002${publishedFrames.submitAck}\u0003`);
    write(`\u0002${publishedFrames.alert}\u0003`);
    const [first] = await frames.take(1);
    expect(first).toContain("/R/31/A/");
  });

  it("lives through random and mutated frames", async () => {
    const { smsc, port } = await startUcpSmsc({ password: "unguessed" });
    const { frames, write, socket } = await openRaw(port);
    const texts = Object.values(publishedFrames);
    const mutation = fc.record({
      text: fc.constantFrom(...texts),
      place: fc.nat(300),
      octet: fc.nat(255),
      keep: fc.integer({ min: 1, max: 300 }),
    });
    for (const { text, place, octet, keep } of fc.sample(mutation, 5_000)) {
      const octets = Buffer.from(text, "latin1");
      octets[place % octets.length] = octet;
      write(`\u0002${octets.subarray(0, keep).toString("latin1")}\u0003`);
    }
    for (let round = 0; round < 50; round++) {
      socket.write(randomBytes(500));
    }
    write(`\u0002${publishedFrames.alert.replace("02/", "77/").replace(/..$/, "AC")}\u0003`);
    await frames.find((answer) => answer.startsWith("77/") && answer.includes("/R/31/A/0000/"));
    expect(smsc.stats().submits).toBe(0);
  });
});
