import { mkdir } from "node:fs/promises";
import { banner, jsonLine } from "./banner.ts";
import { buildDashboard } from "./build-dashboard.ts";
import { buildWorker } from "./build.ts";
import { roles } from "./commands.ts";
import { FlagError, help, readFlags, type Flags } from "./flags.ts";
import { endLeftovers, markOf } from "./leftovers.ts";
import { lockData } from "./lock.ts";
import { dataPaths } from "./paths.ts";
import { isPortFree } from "./ports.ts";
import { say } from "./say.ts";
import { LocalStack } from "./stack.ts";

/** How long a stack that is still ending may hold the data directory. */
const lockTimeoutMs = 20_000;
/** npm and the terminal both pass Ctrl-C on; a signal later than this is a person who has lost patience. */
const sameSignalMs = 1_000;

try {
  const flags = readFlags(process.argv.slice(2));
  if (flags.help) process.stdout.write(help);
  else await run(flags);
} catch (error) {
  say(error instanceof FlagError ? error.message : error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function run(flags: Flags): Promise<void> {
  await mkdir(flags.data, { recursive: true });
  const unlock = await lockData(dataPaths(flags.data).lock, lockTimeoutMs);
  for (const role of roles) await endLeftovers(markOf(flags.data, role));
  if (!(await isPortFree(flags.port))) {
    throw new Error(`port ${flags.port} is taken; choose another: npm start -- --port ${flags.port + 1}`);
  }
  await Promise.all([buildWorker(), buildDashboard()]);

  const stack = new LocalStack(flags.data, flags.port);
  const told = untilToldToStop();
  try {
    const running = await Promise.race([stack.start(flags.carrier), told]);
    if (running) {
      process.stdout.write(flags.json ? `${jsonLine(running)}\n` : banner(running));
      await told;
    }
  } finally {
    await stack.stop();
    unlock();
  }
}

/** Resolves at the first Ctrl-C; a second one, a while later, ends this process at once, and with it its children. */
async function untilToldToStop(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let toldAtMs: number | undefined;
  const onSignal = (): void => {
    if (toldAtMs !== undefined && Date.now() - toldAtMs > sameSignalMs) process.exit(130);
    toldAtMs ??= Date.now();
    resolve();
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  process.on("SIGHUP", onSignal);
  await promise;
}
