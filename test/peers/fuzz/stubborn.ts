import type { Socket } from "node:net";
import type { Dialect } from "./dialect.ts";
import type { Tally } from "./tally.ts";

/** Much longer than any timer of a peer under attack. */
const patienceMs = 10_000;
/** A peer that has read nothing for so long has stopped reading. */
const stoppedAfterMs = 2_000;
const dripIntervalMs = 50;
const floodRequests = 1_000;
/** More than the buffers of two kernels hold. */
const floodBytes = 64 * 2 ** 20;

/** A sentence that never ends, an octet at a time: the peer hears something all the time, and never a word. */
export async function drip(socket: Socket, { endless }: Pick<Dialect<never>, "endless">, tally: Tally): Promise<void> {
  socket.on("error", () => undefined);
  socket.resume();
  socket.write(endless);
  const timer = setInterval(() => socket.write("0"), dripIntervalMs);
  if (!(await closes(socket))) {
    tally.fault(`a peer that sends one octet every ${dripIntervalMs} ms keeps its session for over ${patienceMs} ms`);
  }
  clearInterval(timer);
  socket.destroy();
}

/** Requests without end whose answers are not read: the peer stops reading, or closes, or fills its memory with answers. */
export async function flood(socket: Socket, { probe }: Pick<Dialect<never>, "probe">, tally: Tally): Promise<void> {
  socket.on("error", () => undefined);
  socket.pause();
  const block = Buffer.concat(Array.from({ length: floodRequests }, () => probe.bytes));
  let sentBytes = 0;
  let stopped = false;
  while (!stopped && !socket.destroyed && sentBytes < floodBytes) {
    sentBytes += block.length;
    stopped = !socket.write(block) && !(await drains(socket));
  }
  if (!stopped && !socket.destroyed) {
    tally.fault(`${sentBytes / 2 ** 20} MiB of requests were taken without one answer being read`);
  }
  socket.destroy();
}

async function closes(socket: Socket): Promise<boolean> {
  return (await nextOf(socket, ["close"], patienceMs)) === "close";
}

/** Whether the peer reads on; false when it does not for a while, or has closed. */
async function drains(socket: Socket): Promise<boolean> {
  return (await nextOf(socket, ["drain", "close"], stoppedAfterMs)) === "drain";
}

/** The first of these events; undefined when none comes in time. */
async function nextOf<Name extends string>(
  socket: Socket,
  names: readonly Name[],
  withinMs: number,
): Promise<Name | undefined> {
  const { promise, resolve } = Promise.withResolvers<Name | undefined>();
  const listeners = names.map((name) => ({ name, listener: () => resolve(name) }));
  for (const { name, listener } of listeners) {
    socket.on(name, listener);
  }
  const timer = setTimeout(() => resolve(undefined), withinMs);
  const found = await promise;
  clearTimeout(timer);
  for (const { name, listener } of listeners) {
    socket.off(name, listener);
  }
  return found;
}
