import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { Mailboxes } from "../../../connector/simulator/mailboxes.ts";
import type { SubmitRecord } from "../../../connector/simulator/submit-store.ts";
import { MemorySubmitStore } from "../../../connector/simulator/submit-store.ts";
import { Timestamps } from "../../../connector/simulator/ucp/timestamps.ts";
import { writeFields } from "../../../connector/ucp/fields.ts";
import { connectSocket } from "../harness.ts";
import { answerTo, bindRequest, openSession, startSmsc } from "../smpp/harness.ts";
import { openSession as openUcpSession, startUcpSmsc } from "../ucp/harness.ts";

const login = writeFields(60, { oadc: "12345", styp: "1", pwd: "736563726574", vers: "0100" });

describe("a connection that does not bind", () => {
  it.each([
    ["SMPP", startSmsc],
    ["UCP", startUcpSmsc],
  ])("is closed after a while: %s", async (_protocol, start) => {
    const { port } = await start({ bindTimeoutMs: 20 });
    const socket = await connectSocket(port);
    socket.resume();
    await once(socket, "close");
  });

  it("is left alone once it is bound", async () => {
    const { smsc, port } = await startSmsc({ bindTimeoutMs: 500 });
    const { session } = openSession(await connectSocket(port));
    await answerTo(session, bindRequest("transceiver"));
    const stranger = await connectSocket(port);
    stranger.resume();
    await once(stranger, "close");
    expect(smsc.stats().sessions).toHaveLength(1);
  });
});

describe("mailboxes", () => {
  /** Sessions are names here; every message sent is taken at once unless the session is called `slow`. */
  function open() {
    const sent: string[] = [];
    const mailboxes = new Mailboxes<string, string>({
      windowSize: 10,
      hasRoom: () => true,
      send: (session, content, onVerdict) => {
        sent.push(`${session}: ${content}`);
        if (session !== "slow") {
          queueMicrotask(() => onVerdict("done"));
        }
        return true;
      },
      later: (retry) => retry(),
    });
    const deliver = (systemId: string | undefined, content: string): void =>
      mailboxes.deliver(systemId, { content, onDone: () => undefined });
    return { mailboxes, sent, deliver };
  }

  it("are gone with their last session, unless something waits in them", async () => {
    const { mailboxes, sent, deliver } = open();
    for (let index = 0; index < 100; index++) {
      mailboxes.attach(`client ${index}`, `session ${index}`);
      deliver(`client ${index}`, "hello");
    }
    await Promise.resolve();
    for (let index = 0; index < 100; index++) {
      mailboxes.detach(`client ${index}`, `session ${index}`);
    }
    expect([mailboxes.size, sent.length]).toEqual([0, 100]);
    deliver("client 7", "while you were away");
    expect(mailboxes.size).toBe(1);
    mailboxes.attach("client 7", "back");
    expect(sent.at(-1)).toBe("back: while you were away");
  });

  it("of those who are away are a thousand, and the oldest is given up", () => {
    const { mailboxes, sent, deliver } = open();
    for (let index = 0; index < 1_100; index++) {
      deliver(`client ${index}`, "waits");
    }
    expect([mailboxes.size, mailboxes.waiting]).toEqual([1_000, 1_000]);
    mailboxes.attach("client 99", "forgotten");
    mailboxes.attach("client 100", "kept");
    expect(sent).toEqual(["kept: waits"]);
  });

  it("are full at some point, and have room again when somebody takes what waits", async () => {
    const { mailboxes, deliver } = open();
    mailboxes.attach("client", "slow");
    for (let index = 0; index < 250_010; index++) {
      deliver("client", "waits");
    }
    expect(mailboxes.isFull).toBe(true);
    mailboxes.attach("client", "quick");
    await Promise.resolve();
    expect(mailboxes.isFull).toBe(false);
  });
});

describe("what is remembered", () => {
  const record = (number: number, bodyBytes: number): SubmitRecord => ({
    number,
    carrierMessageId: String(number),
    systemId: "gateway",
    source: "12345",
    sourceTon: 0,
    sourceNpi: 0,
    destination: "573001234567",
    destinationTon: 0,
    destinationNpi: 0,
    esmClass: 0,
    dataCoding: 0,
    registeredDelivery: 0,
    body: Buffer.alloc(bodyBytes),
    commandStatus: 0,
    outcome: "delivered",
    atMs: 0,
  });

  it("are the newest submits, up to 64 MiB of bodies", () => {
    const store = new MemorySubmitStore();
    const bodyBytes = 2 ** 20;
    for (let number = 1; number <= 70; number++) {
      store.record(record(number, bodyBytes));
    }
    expect(store.page(0, 100).map(({ number }) => number)).toEqual(Array.from({ length: 64 }, (_, index) => index + 7));
    expect([store.find(6), store.find(7)?.number]).toEqual([undefined, 7]);
  });

  it("are the newest hundred thousand submits", () => {
    const store = new MemorySubmitStore();
    for (let number = 1; number <= 100_003; number++) {
      store.record(record(number, 0));
    }
    expect(store.page(0, 2).map(({ number }) => number)).toEqual([4, 5]);
    expect(store.find(3)).toBeUndefined();
  });

  it("are recipients of the second that is running, and of those to come", () => {
    let nowMs = 1_790_000_000_000;
    const timestamps = new Timestamps(() => nowMs);
    for (let index = 0; index < 1_000; index++) {
      timestamps.next(`57300${index}`);
    }
    expect(timestamps.size).toBe(1_000);
    nowMs += 1_000;
    timestamps.next("573001234567");
    timestamps.next("573001234567");
    expect(timestamps.size).toBe(1);
    nowMs += 1_000;
    timestamps.next("573001234568");
    expect(timestamps.size).toBe(2);
  });

  it("are the last seconds of recipients, those of an earlier run included", () => {
    const timestamps = new Timestamps(() => Date.UTC(2026, 10, 21, 12, 0, 0));
    timestamps.taken("573001234567", "211126120004");
    timestamps.taken("573001234567", "not a time");
    expect([timestamps.next("573001234567"), timestamps.next("573001234568")]).toEqual([
      "211126120005",
      "211126120000",
    ]);
  });
});

it("a recipient of more than 16 digits is refused by the UCP centre with error 06, and not remembered", async () => {
  const { smsc, port } = await startUcpSmsc();
  const { ask } = await openUcpSession(port);
  await ask(60, login);
  const submitTo = (adc: string, oadc = "12345") => ask(51, writeFields(51, { adc, oadc, mt: "3", msg: "6869" }));
  expect(await submitTo("5".repeat(17))).toMatchObject({ result: { ok: false, errorCode: 6 } });
  expect(await submitTo("573001234567", "5".repeat(23))).toMatchObject({ result: { ok: false, errorCode: 2 } });
  expect(smsc.stats().submits).toBe(0);
  expect(await submitTo("5".repeat(16))).toMatchObject({ result: { ok: true } });
});
