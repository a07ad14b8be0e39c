import { onTestFinished } from "vitest";
import type { BindClientState, OutgoingSegment } from "../../../connector/bind.ts";
import type { UcpSmscOptions } from "../../../connector/simulator/ucp/smsc.ts";
import { UcpSmscSimulator } from "../../../connector/simulator/ucp/smsc.ts";
import type { LateResult, SubmitResult } from "../../../connector/smpp/submit-result.ts";
import type { UcpDelivery } from "../../../connector/ucp/deliver.ts";
import type { Frame } from "../../../connector/ucp/frame.ts";
import type { RequestOutcome, SessionOptions } from "../../../connector/ucp/session.ts";
import { Session } from "../../../connector/ucp/session.ts";
import { UcpClient } from "../../../connector/ucp/ucp-client.ts";
import { wireAddressOf } from "../../../src/sms/address.ts";
import type { UcpBindConfig } from "../../../src/link/ucp-bind-config.ts";
import { ucpBindDefaults } from "../../../src/link/ucp-bind-config.ts";
import { connectSocket, host } from "../smpp/harness.ts";
import { Recorder } from "../smpp/recorder.ts";

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

interface Delivered {
  deliver: UcpDelivery;
  respond: (status: number) => void;
}

/** Whether a client under test answers deliveries at once or leaves it to the test. */
type Answering = "at_once" | "by_hand";

/** A UcpClient and everything it said; stopped when the test is over. */
export function startClient(config: UcpBindConfig, answering: Answering = "at_once", random = () => 0) {
  const states = new Recorder<BindClientState>();
  const results = new Recorder<{ token: string; result: SubmitResult }>();
  const late = new Recorder<{ token: string; result: LateResult }>();
  const delivers = new Recorder<Delivered>();
  const ready = new Recorder<number>();
  const warnings = new Recorder<Record<string, string | number>>();
  const client: UcpClient<string> = new UcpClient<string>({
    config,
    now: () => Date.now(),
    random,
    log: { info: () => undefined, warn: (_code, fields) => warnings.push(fields) },
    onState: states.push,
    onResult: (token, result) => results.push({ token, result }),
    onLateResult: (token, result) => late.push({ token, result }),
    onDeliver: (deliver, respond) => {
      delivers.push({ deliver, respond });
      if (answering === "at_once") {
        respond(0);
      }
    },
    onReady: () => ready.push(client.freeSlots()),
  });
  onTestFinished(() => client.stop({ drainMs: 0 }));
  client.start();
  const bound = () => states.find(({ state }) => state === "bound");
  const resultOf = async (token: string) => (await results.find((item) => item.token === token)).result;
  return { client, states, results, late, delivers, ready, warnings, bound, resultOf };
}

export async function startUcpSmsc(
  options: Partial<UcpSmscOptions> = {},
): Promise<{ smsc: UcpSmscSimulator; port: number }> {
  const smsc = new UcpSmscSimulator({
    host,
    port: 0,
    receiptDelayMs: 0,
    now: () => Date.now(),
    redeliverDelayMs: 5,
    ...options,
  });
  const { port } = await smsc.listen();
  onTestFinished(() => smsc.close());
  return { smsc, port };
}

/** A GSM 7-bit segment whose characters are the same in ASCII. */
export function segment(to: string, text = "hello", overrides: Partial<OutgoingSegment> = {}): OutgoingSegment {
  return {
    source: wireAddressOf("12345"),
    destination: wireAddressOf(to),
    userDataHeader: new Uint8Array(),
    data: Buffer.from(text, "latin1"),
    dataCoding: 0,
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
