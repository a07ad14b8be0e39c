import type { SubmitResult } from "../../../connector/bind.ts";
import { measureMemory } from "./measure-memory.ts";
import type { TargetCommand, TargetMessage } from "./target.ts";

/** A bind of either protocol. */
interface Client {
  start: () => void;
  stop: (options: { drainMs: number }) => Promise<void>;
  freeSlots: () => number;
  /** Submits some text under this token. */
  submit: (token: string) => void;
}

interface Callbacks {
  now: () => number;
  random: () => number;
  log: { info: () => void; warn: () => void };
  onState: () => void;
  onDeliver: (deliver: unknown, respond: (status: number) => void) => void;
  onResult: (token: string, result: SubmitResult) => void;
  onReady: () => void;
}

/** Timers of a bind under attack; `windowSize` texts are in flight at it all the time. */
export const hastySettings = {
  windowSize: 3,
  responseTimeoutMs: 250,
  bindTimeoutMs: 500,
  reconnectMinMs: 1,
  reconnectMaxMs: 5,
} as const;

export const hastyKeepaliveMs = 250;

/** Runs binds to the SMSC whose port and number of binds are this process's arguments, until its parent ends it. */
export function runBinds(create: (port: number, callbacks: Callbacks) => Client): void {
  const [port = 0, bindCount = 1] = process.argv.slice(2).map(Number);
  const tell = (message: TargetMessage): void => void process.send?.(message);
  const open = new Set<string>();
  let submitted = 0;
  let settledTwice = 0;
  let serving = false;
  const unserved = new Set<Client>();

  const fill = (client: Client): void => {
    // Once it is served, an honest session is left alone.
    for (let left = serving && !unserved.has(client) ? 0 : client.freeSlots(); left > 0; left--) {
      const token = String(submitted++);
      open.add(token);
      client.submit(token);
    }
  };
  const settle = (client: Client, token: string, { outcome }: SubmitResult): void => {
    if (!open.delete(token)) {
      settledTwice++;
    }
    if (serving && outcome === "accepted" && unserved.delete(client) && unserved.size === 0) {
      tell({ kind: "served" });
    }
  };
  const clients = Array.from({ length: bindCount }, () => {
    const client: Client = create(port, {
      now: () => Date.now(),
      random: Math.random,
      log: { info: () => undefined, warn: () => undefined },
      onState: () => undefined,
      onDeliver: (_deliver, respond) => respond(0),
      onResult: (token, result) => settle(client, token, result),
      onReady: () => fill(client),
    });
    client.start();
    return client;
  });
  const stop = async (): Promise<void> => {
    await Promise.all(clients.map((client) => client.stop({ drainMs: 0 })));
    tell({ kind: "settled", submitted, settledOtherwise: settledTwice + open.size });
  };

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
        void stop();
    }
  });
  process.on("disconnect", () => process.exit(0));
}
