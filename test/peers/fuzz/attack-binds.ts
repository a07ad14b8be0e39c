import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { createServer } from "node:net";
import type { DecodedPdu } from "../../../connector/smpp/pdu.ts";
import type { Attack } from "./attack.ts";
import { Draw } from "./draw.ts";
import type { SessionReport } from "./hostile-session.ts";
import { HostileSession } from "./hostile-session.ts";
import { drip, flood } from "./stubborn.ts";
import type { Tally } from "./tally.ts";
import { Target } from "./target.ts";

const host = "127.0.0.1";
const binds = 12;
/** The others are answered with something hostile when they bind. */
const sessionsThatAreBound = 0.9;
/** submit_sm answered in one session, most of them with something hostile. */
const maxAnswers = 6;
const honestAnswers = 0.3;
/** The number a session's first request has, the bind. */
const firstSequence = 1;

/** A hostile SMSC at the binds of a connector. */
export async function attackBinds(): Promise<Attack> {
  let take: (socket: Socket) => void = serveHonestly;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    take(socket);
  });
  server.listen(0, host);
  await once(server, "listening");
  const target = new Target("bind-target.ts", [String((server.address() as AddressInfo).port), String(binds)]);

  /** Every bind comes back, to what `take` is by then. */
  const dropAll = (): void => {
    for (const socket of sockets) {
      socket.destroy();
    }
  };
  const attackUntil = async (goal: number, tally: Tally): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    let underWay = 0;
    const attack = async (socket: Socket): Promise<void> => {
      underWay++;
      const seed = tally.nextSeed();
      tally.add(seed, await attackOnce(socket, new Draw(seed)));
      underWay--;
      if (tally.cases >= goal) {
        take = serveHonestly;
        if (underWay === 0) {
          resolve();
        }
      }
    };
    take = (socket) => void attack(socket);
    target.tell("attack");
    dropAll();
    await promise;
  };
  const nextBound = async (): Promise<Socket> => {
    const { promise, resolve } = Promise.withResolvers<Socket>();
    take = (socket) => {
      take = serveHonestly;
      socket.once("data", () => {
        acceptBind(new HostileSession(socket, new Draw(0), () => undefined), firstSequence);
        resolve(socket);
      });
    };
    dropAll();
    return promise;
  };

  return {
    target,
    run: (cases, tally) => attackUntil(tally.cases + cases, tally),
    stall: async (tally) => {
      await drip(await nextBound(), tally);
      await flood(await nextBound(), tally);
    },
    serves: async () => {
      await target.ask("serve", "served");
    },
    finish: async (tally) => {
      const { submitted, settledOtherwise } = await target.ask("settle", "settled");
      if (settledOtherwise > 0) {
        tally.fault(`${settledOtherwise} of ${submitted} texts ended never or more than once`);
      }
    },
    close: async () => {
      server.close();
      dropAll();
      await target.end();
    },
  };
}

async function attackOnce(socket: Socket, draw: Draw): Promise<SessionReport> {
  let bindSequence: number | undefined = undefined;
  let answers = 0;
  const session: HostileSession = new HostileSession(socket, draw, (pdu) => {
    if (pdu.command === "bind_transceiver") {
      bindSequence = pdu.sequence;
    } else if (pdu.command === "submit_sm" && answers++ < maxAnswers) {
      if (draw.chance(honestAnswers)) {
        acceptText(session, pdu.sequence);
      } else {
        session.sayHostile(pdu.sequence);
      }
    } else {
      answerHonestly(session, pdu);
    }
  });
  await session.until(() => bindSequence !== undefined);
  if (draw.chance(sessionsThatAreBound)) {
    acceptBind(session, bindSequence ?? 0);
    return session.attack();
  }
  session.sayHostile(bindSequence ?? 0);
  return session.end();
}

function serveHonestly(socket: Socket): void {
  const session: HostileSession = new HostileSession(socket, new Draw(0), (pdu) => {
    if (pdu.command === "bind_transceiver") {
      acceptBind(session, pdu.sequence);
    } else if (pdu.command === "submit_sm") {
      acceptText(session, pdu.sequence);
    } else {
      answerHonestly(session, pdu);
    }
  });
}

function acceptBind(session: HostileSession, sequence: number): void {
  session.say({ command: "bind_transceiver_resp", commandStatus: 0, systemId: "smsc", tlvs: [] }, sequence);
}

function acceptText(session: HostileSession, sequence: number): void {
  session.say({ command: "submit_sm_resp", commandStatus: 0, messageId: String(sequence) }, sequence);
}

function answerHonestly(session: HostileSession, pdu: DecodedPdu): void {
  if (pdu.command === "enquire_link" || pdu.command === "unbind") {
    session.say({ command: `${pdu.command}_resp`, commandStatus: 0 }, pdu.sequence);
  }
}
