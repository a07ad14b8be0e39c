import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { createServer } from "node:net";
import type { Attack } from "./attack.ts";
import { Draw } from "./draw.ts";
import type { SessionReport } from "./hostile-session.ts";
import { HostileSession } from "./hostile-session.ts";
import { drip, flood } from "./stubborn.ts";
import type { Tally } from "./tally.ts";
import { Target } from "./target.ts";
import type { ClientVictim, ReadRequest } from "./victims.ts";

const host = "127.0.0.1";
const binds = 12;
/** The others are answered with something hostile when they log in. */
const sessionsLetIn = 0.9;
/** Texts answered in one session, most of them with something hostile. */
const maxAnswers = 6;
const honestAnswers = 0.3;

/** A hostile SMSC at the binds of a connector. */
export async function attackBinds<Request>(victim: ClientVictim<Request>): Promise<Attack> {
  const serveHonestly = (socket: Socket): void => {
    const session: HostileSession<Request> = new HostileSession(socket, new Draw(0), victim.dialect, (request) => {
      const asked = victim.read(request);
      if (asked !== undefined) {
        session.say(asked.answer);
      }
    });
  };
  let take = serveHonestly;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    take(socket);
  });
  server.listen(0, host);
  await once(server, "listening");
  const target = new Target(victim.program, [String((server.address() as AddressInfo).port), String(binds)]);

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
      tally.add(seed, await attackOnce(victim, socket, new Draw(seed)));
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
  /** The next connection, with its login accepted and nothing else answered. */
  const nextLetIn = async (): Promise<Socket> => {
    const { promise, resolve } = Promise.withResolvers<Socket>();
    take = (socket) => {
      take = serveHonestly;
      const session: HostileSession<Request> = new HostileSession(socket, new Draw(0), victim.dialect, (request) => {
        const asked = victim.read(request);
        if (asked?.kind === "login") {
          session.say(asked.answer);
          resolve(socket);
        }
      });
    };
    dropAll();
    return promise;
  };

  return {
    target,
    run: (cases, tally) => attackUntil(tally.cases + cases, tally),
    stall: async (tally) => {
      await drip(await nextLetIn(), victim.dialect, tally);
      await flood(await nextLetIn(), victim.dialect, tally);
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

async function attackOnce<Request>(victim: ClientVictim<Request>, socket: Socket, draw: Draw): Promise<SessionReport> {
  let login: ReadRequest | undefined = undefined;
  let answers = 0;
  const session: HostileSession<Request> = new HostileSession(socket, draw, victim.dialect, (request) => {
    const asked = victim.read(request);
    if (asked === undefined) {
      return;
    }
    if (asked.kind === "login") {
      login = asked;
    } else if (asked.kind === "question" || draw.chance(honestAnswers)) {
      session.say(asked.answer);
    } else if (answers++ < maxAnswers) {
      session.sayHostile(asked.number);
    }
  });
  const loggingIn = (): ReadRequest | undefined => login;
  await session.until(() => loggingIn() !== undefined);
  const { answer, number } = loggingIn() ?? { answer: Buffer.alloc(0), number: 0 };
  if (draw.chance(sessionsLetIn)) {
    session.say(answer);
    return session.attack();
  }
  session.sayHostile(number);
  return session.end();
}
