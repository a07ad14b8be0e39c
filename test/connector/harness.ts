import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { connect, createServer } from "node:net";
import { onTestFinished } from "vitest";
import type { BindClientState, LateResult, SubmitResult } from "../../connector/bind.ts";
import { Recorder } from "./recorder.ts";

export const host = "127.0.0.1";

/** What every client of a carrier is told and does, whatever it speaks. */
interface Client {
  start: () => void;
  stop: (options: { drainMs: number }) => Promise<void>;
  freeSlots: () => number;
}

/** Whether a client under test answers deliveries at once or leaves it to the test. */
export type Answering = "at_once" | "by_hand";

/**
 * A client under test and everything it said; stopped when the test is over.
 * @param create makes the client with these options
 */
export function startRecorded<Started extends Client, Deliver>(
  create: (options: RecordedOptions<Deliver>) => Started,
  answering: Answering,
  random: () => number,
) {
  const states = new Recorder<BindClientState>();
  const results = new Recorder<{ token: string; result: SubmitResult }>();
  const lateResults = new Recorder<{ token: string; result: LateResult }>();
  const delivers = new Recorder<{ deliver: Deliver; respond: (commandStatus: number) => void }>();
  const ready = new Recorder<number>();
  const events = new Recorder<string>();
  const warnings = new Recorder<Record<string, string | number>>();
  const client: Started = create({
    now: () => Date.now(),
    random,
    log: { info: (code) => events.push(code), warn: (_code, fields) => warnings.push(fields) },
    onState: states.push,
    onResult: (token, result) => results.push({ token, result }),
    onLateResult: (token, result) => lateResults.push({ token, result }),
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
  return { client, states, results, lateResults, delivers, ready, events, warnings, bound, resultOf };
}

export interface RecordedOptions<Deliver> {
  now: () => number;
  random: () => number;
  log: {
    info: (code: string, fields: Record<string, string | number>) => void;
    warn: (code: string, fields: Record<string, string | number>) => void;
  };
  onState: (state: BindClientState) => void;
  onResult: (token: string, result: SubmitResult) => void;
  onLateResult: (token: string, result: LateResult) => void;
  onDeliver: (deliver: Deliver, respond: (commandStatus: number) => void) => void;
  onReady: () => void;
}

/** A simulator that listens until the test is over. */
export async function listening<
  Simulator extends { listen: () => Promise<{ port: number }>; close: () => Promise<void> },
>(smsc: Simulator): Promise<{ smsc: Simulator; port: number }> {
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
