import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BindClient } from "../../../connector/smpp/bind-client.ts";
import type { DecodedPdu } from "../../../connector/smpp/pdu.ts";
import { bindDefaults } from "../../../src/link/bind-config.ts";
import type { Attack } from "./attack.ts";
import { Draw } from "./draw.ts";
import type { SessionReport } from "./hostile-session.ts";
import { HostileSession } from "./hostile-session.ts";
import { drip, flood } from "./stubborn.ts";
import type { Tally } from "./tally.ts";
import { Target } from "./target.ts";

const host = "127.0.0.1";
const account = { systemId: "fuzz", password: "secret" } as const;
const sessionsAtOnce = 16;
/** The others attack before they are bound. */
const sessionsThatBind = 0.9;
const bindSequence = 1;

/** Hostile ESMEs at the simulator. */
export async function attackSimulator(): Promise<Attack> {
  const folder = await mkdtemp(join(tmpdir(), "fuzz-"));
  const target = new Target("simulator-target.ts", [join(folder, "smsc.db")]);
  const { port } = await target.next("ready");

  const attack = async (goal: number, tally: Tally): Promise<void> => {
    while (tally.cases < goal) {
      const seed = tally.nextSeed();
      tally.add(seed, await attackOnce(port, new Draw(seed)));
    }
  };
  return {
    target,
    run: async (cases, tally) => {
      const goal = tally.cases + cases;
      await Promise.all(Array.from({ length: sessionsAtOnce }, () => attack(goal, tally)));
    },
    stall: async (tally) => {
      await drip(connect(port, host), tally);
      await flood(connect(port, host), tally);
    },
    serves: () => submitHonestly(port),
    finish: () => Promise.resolve(),
    close: async () => {
      await target.end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function attackOnce(port: number, draw: Draw): Promise<SessionReport> {
  const socket = connect(port, host);
  const session: HostileSession = new HostileSession(socket, draw, (pdu) => answer(session, pdu));
  await once(socket, "connect");
  if (draw.chance(sessionsThatBind)) {
    const bind = {
      command: "bind_transceiver",
      systemType: "",
      interfaceVersion: 0x34,
      addrTon: 0,
      addrNpi: 0,
    } as const;
    session.say({ ...bind, ...account, addressRange: "" }, bindSequence);
  }
  return session.attack();
}

/** Takes receipts as an honest ESME does, so that those of hostile texts do not pile up. */
function answer(session: HostileSession, pdu: DecodedPdu): void {
  if (pdu.command === "deliver_sm") {
    session.say({ command: "deliver_sm_resp", commandStatus: 0, messageId: "" }, pdu.sequence);
  } else if (pdu.command === "enquire_link") {
    session.say({ command: "enquire_link_resp", commandStatus: 0 }, pdu.sequence);
  }
}

/** Resolves when a text of an honest bind is accepted. */
async function submitHonestly(port: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const text = { sourceAddr: "12345", destinationAddr: "573001234567", shortMessage: Buffer.from("honest") };
  const client: BindClient<string> = new BindClient<string>({
    config: { ...bindDefaults, ...account, id: "bnd_1", kind: "smpp", host, port },
    now: () => Date.now(),
    random: Math.random,
    log: { info: () => undefined, warn: () => undefined },
    onState: () => undefined,
    onDeliver: (_deliver, respond) => respond(0),
    onResult: (_token, { outcome }) => (outcome === "accepted" ? resolve() : undefined),
    onReady: () => client.submit("honest", text),
  });
  client.start();
  await promise;
  await client.stop({ drainMs: 1_000 });
}
