import { onTestFinished } from "vitest";
import type { OutgoingSegment } from "../../../connector/bind.ts";
import type { Delivery } from "../../../connector/deliveries.ts";
import type { UcpSmscOptions } from "../../../connector/simulator/ucp/smsc.ts";
import { UcpSmscSimulator } from "../../../connector/simulator/ucp/smsc.ts";
import type { UcpDelivery } from "../../../connector/ucp/deliver.ts";
import { readUcpDelivery } from "../../../connector/ucp/deliveries.ts";
import { operation } from "../../../connector/ucp/fields.ts";
import type { Frame } from "../../../connector/ucp/frame.ts";
import type { RequestOutcome, SessionOptions } from "../../../connector/ucp/session.ts";
import { Session } from "../../../connector/ucp/session.ts";
import { UcpClient } from "../../../connector/ucp/ucp-client.ts";
import { wireAddressOf } from "../../../src/sms/address.ts";
import type { UcpBindConfig } from "../../../src/link/ucp-bind-config.ts";
import { ucpBindDefaults } from "../../../src/link/ucp-bind-config.ts";
import type { Answering } from "../harness.ts";
import { connectSocket, host, listening, startRecorded, startServer } from "../harness.ts";
import { Recorder } from "../recorder.ts";

export function ucpConfig(port: number, overrides: Partial<UcpBindConfig> = {}): UcpBindConfig {
  return {
    ...ucpBindDefaults,
    id: "bnd_1",
    kind: "ucp",
    host,
    port,
    systemId: "12345",
    password: "secret",
    reconnectMinMs: 5,
    reconnectMaxMs: 20,
    ...overrides,
  };
}

/** A UcpClient and everything it said; stopped when the test is over. */
export function startClient(config: UcpBindConfig, answering: Answering = "at_once", random = () => 0) {
  return startRecorded<UcpClient<string>, UcpDelivery>(
    (options) => new UcpClient({ ...options, config }),
    answering,
    random,
  );
}

export function startUcpSmsc(options: Partial<UcpSmscOptions> = {}): Promise<{ smsc: UcpSmscSimulator; port: number }> {
  return listening(
    new UcpSmscSimulator({
      host,
      port: 0,
      receiptDelayMs: 0,
      now: () => Date.now(),
      redeliverDelayMs: 5,
      ...options,
    }),
  );
}

/** A carrier played by the test: `answer` has each operation but alerts, which are answered, and logins, which are let in. */
export function startScriptedCentre(answer: (session: Session, frame: Frame) => void): Promise<number> {
  return startServer((socket) => {
    const session: Session = new Session({
      socket,
      monotonicMs: () => performance.now(),
      keepaliveIntervalMs: Number.POSITIVE_INFINITY,
      responseTimeoutMs: 60_000,
      onOperation: (frame) =>
        frame.operation === operation.session
          ? session.respond(frame, { ok: true, systemMessage: "" })
          : answer(session, frame),
      onClose: () => undefined,
    });
  });
}

/** What a delivery says in the terms of the link. */
export function told(deliver: UcpDelivery | undefined): Delivery {
  if (deliver === undefined) {
    throw new Error("nothing was delivered");
  }
  return readUcpDelivery(deliver, "bnd_1", 0);
}

/** A GSM 7-bit segment whose characters are the same in ASCII. */
export function segment(to: string, text = "hello", overrides: Partial<OutgoingSegment> = {}): OutgoingSegment {
  return {
    source: wireAddressOf("12345"),
    destination: wireAddressOf(to),
    userDataHeader: new Uint8Array(),
    data: Buffer.from(text, "latin1"),
    dataCoding: 0,
    registeredDelivery: 1,
    ...overrides,
  };
}

/** A session over a socket, and everything it said. */
export async function openSession(port: number, options: Partial<SessionOptions> = {}) {
  const operations = new Recorder<Frame>();
  const session: Session = new Session({
    socket: await connectSocket(port),
    monotonicMs: () => performance.now(),
    keepaliveIntervalMs: Number.POSITIVE_INFINITY,
    responseTimeoutMs: 60_000,
    onOperation: operations.push,
    onClose: () => undefined,
    ...options,
  });
  onTestFinished(() => session.destroy());
  const ask = (operation: number, fields: readonly string[]): Promise<RequestOutcome> =>
    new Promise((resolve, reject) => {
      const error = session.request(operation, fields, resolve);
      if (error !== undefined) {
        reject(new Error(error));
      }
    });
  return { session, operations, ask };
}
