import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { connect, createServer } from "node:net";
import { onTestFinished } from "vitest";
import type { SmscOptions } from "../../../connector/simulator/smsc.ts";
import { SmscSimulator } from "../../../connector/simulator/smsc.ts";
import type { BindClientState } from "../../../connector/smpp/bind-client.ts";
import { BindClient } from "../../../connector/smpp/bind-client.ts";
import type { DeliverSm, ReceivedRequest, ReceivedResponse, RequestPdu, Tlv } from "../../../connector/smpp/pdu.ts";
import type { QueryResult } from "../../../connector/smpp/query-result.ts";
import type { CloseReason, RequestOutcome } from "../../../connector/smpp/requests.ts";
import type { SessionOptions } from "../../../connector/smpp/session.ts";
import { Session } from "../../../connector/smpp/session.ts";
import type { LateResult, SubmitResult } from "../../../connector/smpp/submit-result.ts";
import type { BindConfig } from "../../../src/link/bind-config.ts";
import { bindDefaults } from "../../../src/link/bind-config.ts";
import { Recorder } from "./recorder.ts";

export const host = "127.0.0.1";

export function bindConfig(port: number, overrides: Partial<BindConfig> = {}): BindConfig {
  return {
    ...bindDefaults,
    id: "bnd_1",
    kind: "smpp",
    host,
    port,
    systemId: "gateway",
    password: "secret",
    reconnectMinMs: 5,
    reconnectMaxMs: 20,
    ...overrides,
  };
}

interface Delivered {
  deliver: DeliverSm;
  respond: (commandStatus: number) => void;
}

/** Whether a bind under test answers deliver_sm at once or leaves it to the test. */
type Answering = "at_once" | "by_hand";

/** A BindClient and everything it said; stopped when the test is over. */
export function startBind(config: BindConfig, answering: Answering = "at_once", random = () => 0) {
  const states = new Recorder<BindClientState>();
  const results = new Recorder<{ token: string; result: SubmitResult }>();
  const lateResults = new Recorder<{ token: string; result: LateResult }>();
  const queryResults = new Recorder<{ token: string; result: QueryResult }>();
  const delivers = new Recorder<Delivered>();
  const ready = new Recorder<number>();
  const events = new Recorder<string>();
  const warnings = new Recorder<Record<string, string | number>>();
  const client: BindClient<string> = new BindClient<string>({
    config,
    now: () => Date.now(),
    random,
    log: { info: (code) => events.push(code), warn: (_code, fields) => warnings.push(fields) },
    onState: states.push,
    onResult: (token, result) => results.push({ token, result }),
    onLateResult: (token, result) => lateResults.push({ token, result }),
    onQueryResult: (token, result) => queryResults.push({ token, result }),
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
  return { client, states, results, lateResults, queryResults, delivers, ready, events, warnings, bound, resultOf };
}

export async function startSmsc(options: Partial<SmscOptions> = {}): Promise<{ smsc: SmscSimulator; port: number }> {
  const smsc = new SmscSimulator({
    host,
    port: 0,
    receiptDelayMs: 0,
    receiptForm: "text",
    now: () => Date.now(),
    redeliverDelayMs: 5,
    ...options,
  });
  const { port } = await smsc.listen();
  onTestFinished(() => smsc.close());
  return { smsc, port };
}

/** A bare TCP server that hands each connection to the test. */
export async function startServer(onSocket: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    onSocket(socket);
  });
  server.listen(0, host);
  await once(server, "listening");
  onTestFinished(async () => {
    const closed = once(server, "close");
    server.close();
    for (const socket of sockets) {
      socket.destroy();
    }
    await closed;
  });
  return (server.address() as AddressInfo).port;
}

/** A connected socket, destroyed when the test is over. */
export async function connectSocket(port: number): Promise<Socket> {
  const socket = connect(port, host);
  socket.on("error", () => undefined);
  await once(socket, "connect");
  onTestFinished(() => {
    socket.destroy();
  });
  return socket;
}

/** A session and everything it said. */
export function openSession(socket: Socket, options: Partial<SessionOptions> = {}) {
  const requests = new Recorder<ReceivedRequest>();
  const closed = new Recorder<CloseReason>();
  const session: Session = new Session({
    socket,
    monotonicMs: () => performance.now(),
    enquireLinkIntervalMs: 60_000,
    responseTimeoutMs: 60_000,
    onRequest: requests.push,
    onClose: closed.push,
    ...options,
  });
  onTestFinished(() => session.destroy());
  return { session, requests, closed };
}

/** The outcome of one request; an error where it cannot be encoded. */
export function ask(session: Session, pdu: RequestPdu, timeoutMs = 60_000): Promise<RequestOutcome> {
  return new Promise((resolve, reject) => {
    const error = session.request(pdu, resolve, { timeoutMs });
    if (error !== undefined) {
      reject(new Error(error.reason));
    }
  });
}

/** The response to one request; an error where there is none. */
export async function answerTo(session: Session, pdu: RequestPdu): Promise<ReceivedResponse> {
  const outcome = await ask(session, pdu);
  if (outcome.kind !== "response") {
    throw new Error(`no response: ${outcome.kind}`);
  }
  return outcome.pdu;
}

/** A session bound to an SMSC on `port`. */
export async function openBound(
  port: number,
  mode: "receiver" | "transmitter" | "transceiver" = "transceiver",
  options: Partial<SessionOptions> = {},
) {
  const opened = openSession(await connectSocket(port), options);
  const answer = await answerTo(opened.session, bindRequest(mode));
  return { ...opened, answer };
}

export function bindRequest(mode: "receiver" | "transmitter" | "transceiver", systemId = "gateway"): RequestPdu {
  return {
    command: `bind_${mode}`,
    systemId,
    password: "secret",
    systemType: "",
    interfaceVersion: 0x34,
    addrTon: 0,
    addrNpi: 0,
    addressRange: "",
  };
}

/** A submit_sm that asks for receipts. */
export function message(destinationAddr: string, text = "hello", overrides: { registeredDelivery?: number } = {}) {
  return {
    sourceAddr: "12345",
    destinationAddr,
    shortMessage: Buffer.from(text, "latin1"),
    registeredDelivery: 1,
    ...overrides,
  };
}

/** `id` and `stat` of a receipt's text. */
export function receiptText(deliver: DeliverSm): { id: string | undefined; stat: string | undefined } {
  const text = Buffer.from(deliver.shortMessage).toString("latin1");
  return { id: /id:(\w+)/.exec(text)?.[1], stat: /stat:(\w+)/.exec(text)?.[1] };
}

/** An SMSC in the hands of the test: it lets binds in as asked and records everything else. */
export async function startScriptedSmsc(bindAnswer: { status?: number; tlvs?: readonly Tlv[] } = {}) {
  const sessions = new Recorder<Session>();
  const binds = new Recorder<Extract<ReceivedRequest, { interfaceVersion: number }>>();
  const requests = new Recorder<{ session: Session; pdu: ReceivedRequest }>();
  const closed = new Recorder<CloseReason>();
  const port = await startServer((socket) => {
    const { session } = openSession(socket, {
      onRequest: (pdu) => {
        if (!("interfaceVersion" in pdu)) {
          return requests.push({ session, pdu });
        }
        binds.push(pdu);
        const { status = 0, tlvs = [] } = bindAnswer;
        const command = `${pdu.command}_resp` as const;
        session.respond({ command, commandStatus: status, systemId: "smsc", tlvs }, pdu.sequence);
        session.flush();
        sessions.push(session);
      },
      onClose: closed.push,
    });
  });
  const answerSubmit = (index: number, status: number, messageId = "", tlvs?: readonly Tlv[]): void => {
    const submits = requests.all.filter(({ pdu }) => pdu.command === "submit_sm");
    const { session, pdu } = submits[index] ?? {};
    const answer = { command: "submit_sm_resp", commandStatus: status, messageId } as const;
    session?.respond(tlvs === undefined ? answer : { ...answer, tlvs }, pdu?.sequence ?? 0);
  };
  return { port, sessions, binds, requests, closed, answerSubmit, bindAnswer };
}
