import type { Socket } from "node:net";
import { onTestFinished } from "vitest";
import type { CloseReason } from "../../../connector/bind.ts";
import type { SmscOptions } from "../../../connector/simulator/smsc.ts";
import { SmscSimulator } from "../../../connector/simulator/smsc.ts";
import type { MessageQuery } from "../../../connector/smpp/bind-client.ts";
import { BindClient } from "../../../connector/smpp/bind-client.ts";
import type { DeliverSm, ReceivedRequest, ReceivedResponse, RequestPdu, Tlv } from "../../../connector/smpp/pdu.ts";
import type { QueryResult } from "../../../connector/smpp/query-result.ts";
import type { RequestOutcome } from "../../../connector/smpp/requests.ts";
import type { SessionOptions } from "../../../connector/smpp/session.ts";
import { Session } from "../../../connector/smpp/session.ts";
import type { BindConfig } from "../../../src/link/bind-config.ts";
import { bindDefaults } from "../../../src/link/bind-config.ts";
import type { Answering } from "../harness.ts";
import { connectSocket, host, listening, startRecorded, startServer } from "../harness.ts";
import { Recorder } from "../recorder.ts";

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

/** A BindClient and everything it said; stopped when the test is over. */
export function startBind(config: BindConfig, answering: Answering = "at_once", random = () => 0) {
  const queryResults = new Recorder<{ token: string; result: QueryResult }>();
  const recorded = startRecorded<BindClient<string>, DeliverSm>(
    (options) => new BindClient({ ...options, config }),
    answering,
    random,
  );
  const query = (token: string, about: MessageQuery): void =>
    recorded.client.query(about, (result) => queryResults.push({ token, result }));
  return { ...recorded, query, queryResults };
}

export function startSmsc(options: Partial<SmscOptions> = {}): Promise<{ smsc: SmscSimulator; port: number }> {
  return listening(
    new SmscSimulator({
      host,
      port: 0,
      receiptDelayMs: 0,
      receiptForm: "text",
      now: () => Date.now(),
      redeliverDelayMs: 5,
      ...options,
    }),
  );
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
