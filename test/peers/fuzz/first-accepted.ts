import type { SubmitResult } from "../../../connector/bind.ts";

interface Client {
  start: () => void;
  stop: (options: { drainMs: number }) => Promise<void>;
}

const silent = { info: () => undefined, warn: () => undefined };

/** Runs a client of either protocol until one of its texts is accepted. */
export async function firstAccepted(
  create: (callbacks: {
    now: () => number;
    random: () => number;
    log: typeof silent;
    onState: () => void;
    onDeliver: (deliver: unknown, respond: (status: number) => void) => void;
    onResult: (token: string, result: SubmitResult) => void;
  }) => Client,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const client = create({
    now: () => Date.now(),
    random: Math.random,
    log: silent,
    onState: () => undefined,
    onDeliver: (_deliver, respond) => respond(0),
    onResult: (_token, { outcome }) => (outcome === "accepted" ? resolve() : undefined),
  });
  client.start();
  await promise;
  await client.stop({ drainMs: 1_000 });
}
