import { BindClient } from "../../../connector/smpp/bind-client.ts";
import { bindDefaults } from "../../../src/link/bind-config.ts";
import { measureMemory } from "./measure-memory.ts";
import type { TargetCommand, TargetMessage } from "./target.ts";

const [port, bindCount] = process.argv.slice(2).map(Number);
/** Texts in flight at one bind, while the SMSC is hostile. */
const textsInFlight = 3;

const tell = (message: TargetMessage): void => void process.send?.(message);

/** How often each text ended; a text that ended once is forgotten. */
const open = new Map<string, number>();
let submitted = 0;
let settledTwice = 0;
let serving = false;
const unserved = new Set<BindClient<string>>();

function submit(client: BindClient<string>): void {
  const token = String(submitted++);
  open.set(token, 0);
  client.submit(token, {
    sourceAddr: "12345",
    destinationAddr: "573001234567",
    shortMessage: Buffer.from(token),
    registeredDelivery: 1,
  });
}

function start(): BindClient<string> {
  const client: BindClient<string> = new BindClient<string>({
    config: {
      ...bindDefaults,
      id: "bnd_1",
      kind: "smpp",
      host: "127.0.0.1",
      port: port ?? 0,
      systemId: "fuzz",
      password: "secret",
      windowSize: textsInFlight,
      enquireLinkIntervalMs: 250,
      responseTimeoutMs: 250,
      bindTimeoutMs: 500,
      reconnectMinMs: 1,
      reconnectMaxMs: 5,
    },
    now: () => Date.now(),
    random: Math.random,
    log: { info: () => undefined, warn: () => undefined },
    onState: () => undefined,
    onDeliver: (_deliver, respond) => respond(0),
    onResult: (token, { outcome }) => {
      if (!open.delete(token)) {
        settledTwice++;
      }
      if (serving && outcome === "accepted" && unserved.delete(client) && unserved.size === 0) {
        tell({ kind: "served" });
      }
    },
    onReady: () => {
      // Once it is served, an honest session is left alone.
      for (let left = serving && !unserved.has(client) ? 0 : client.freeSlots(); left > 0; left--) {
        submit(client);
      }
    },
  });
  client.start();
  return client;
}

const clients = Array.from({ length: bindCount ?? 1 }, start);

async function settle(): Promise<void> {
  await Promise.all(clients.map((client) => client.stop({ drainMs: 0 })));
  tell({ kind: "settled", submitted, settledOtherwise: settledTwice + open.size });
}

process.on("message", (command: TargetCommand) => {
  switch (command) {
    case "attack":
      serving = false;
      return;
    case "memory":
      void measureMemory().then((memory) => tell({ kind: "memory", ...memory }));
      return;
    case "serve":
      for (const client of clients) {
        unserved.add(client);
      }
      serving = true;
      return;
    case "settle":
      void settle();
  }
});
process.on("disconnect", () => process.exit(0));
