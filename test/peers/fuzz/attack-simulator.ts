import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Attack } from "./attack.ts";
import { Draw } from "./draw.ts";
import type { SessionReport } from "./hostile-session.ts";
import { HostileSession } from "./hostile-session.ts";
import { drip, flood } from "./stubborn.ts";
import type { Tally } from "./tally.ts";
import { Target } from "./target.ts";
import type { ServerVictim } from "./victims.ts";

const host = "127.0.0.1";
const sessionsAtOnce = 16;
/** The others attack before they are let in. */
const sessionsThatLogIn = 0.9;

/** Hostile ESMEs at a simulated SMSC. */
export async function attackSimulator<Request>(victim: ServerVictim<Request>): Promise<Attack> {
  const folder = await mkdtemp(join(tmpdir(), "fuzz-"));
  const target = new Target(victim.program, [join(folder, "smsc.db")]);
  const { port } = await target.next("ready");

  const attack = async (goal: number, tally: Tally): Promise<void> => {
    while (tally.cases < goal) {
      const seed = tally.nextSeed();
      tally.add(seed, await attackOnce(victim, port, new Draw(seed)));
    }
  };
  return {
    target,
    run: async (cases, tally) => {
      const goal = tally.cases + cases;
      await Promise.all(Array.from({ length: sessionsAtOnce }, () => attack(goal, tally)));
    },
    stall: async (tally) => {
      if (victim.supervises) {
        await drip(connect(port, host), victim.dialect, tally);
      }
      await flood(connect(port, host), victim.dialect, tally);
    },
    serves: () => victim.serves(port),
    finish: () => Promise.resolve(),
    close: async () => {
      await target.end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function attackOnce<Request>(victim: ServerVictim<Request>, port: number, draw: Draw): Promise<SessionReport> {
  const socket = connect(port, host);
  const session: HostileSession<Request> = new HostileSession(socket, draw, victim.dialect, (request) => {
    const answer = victim.answerTo(request);
    if (answer !== undefined) {
      session.say(answer);
    }
  });
  await once(socket, "connect");
  if (draw.chance(sessionsThatLogIn)) {
    session.say(victim.login);
  }
  return session.attack();
}
