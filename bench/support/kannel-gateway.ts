import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findFreePort, waitForPort } from "../../local/ports.ts";
import { findProgram } from "../../test/support/debian-package.ts";
import { kannelConfiguration } from "../../test/support/kannel-configuration.ts";
import type { Bench, Gateway, Returns } from "./gateway.ts";
import type { Smsc } from "./smsc/smsc.ts";
import { removeTemporaryFolder, temporaryFolder } from "./temporary-folder.ts";

export const kannelStores = ["none", "file", "spool"] as const;
export type KannelStore = (typeof kannelStores)[number];

const startTimeoutMs = 30_000;
const windowSize = 100;
const logsErrorsOnly = "3";

/** Runs `use` on a new bearerbox and smsbox. */
export async function withKannel<Result>(
  { smsc, sink }: Bench,
  { store, receipts }: Returns & { store: KannelStore },
  use: (gateway: Gateway) => Promise<Result>,
): Promise<Result> {
  const folder = temporaryFolder("kannel-bench");
  const ports = { admin: await findFreePort(), boxes: await findFreePort(), send: await findFreePort() };
  const file = join(folder, "kannel.conf");
  writeFileSync(file, kannelConfiguration(smscLines(smsc.port), ports, sink.url, storeLines(store, folder)));
  const children: ChildProcess[] = [];
  try {
    const bearerbox = run("bearerbox", file, folder);
    children.push(bearerbox);
    await waitForPort(ports.boxes, startTimeoutMs);
    const smsbox = run("smsbox", file, folder);
    children.push(smsbox);
    await waitForPort(ports.send, startTimeoutMs);
    await untilBound(smsc);
    return await use({
      target: { kind: "kannel", port: ports.send, ...(receipts && { receiptUrl: `${sink.url}/receipt` }) },
      secret: null,
      processes: [
        { name: "bearerbox", pid: bearerbox.pid ?? 0 },
        { name: "smsbox", pid: smsbox.pid ?? 0 },
      ],
    });
  } catch (error) {
    process.stderr.write(readFileSync(join(folder, "log"), "utf8").slice(-4_000));
    throw error;
  } finally {
    for (const child of children.toReversed()) await end(child);
    removeTemporaryFolder(folder);
  }
}

function smscLines(port: number): string[] {
  return [
    "smsc = smpp",
    `port = ${port}`,
    "smsc-username = bench",
    "smsc-password = secret",
    'system-type = ""',
    "transceiver-mode = true",
    `max-pending-submits = ${windowSize}`,
  ];
}

function storeLines(store: KannelStore, folder: string): string[] {
  if (store === "none") return [];
  const location = join(folder, "store");
  if (store === "spool") mkdirSync(location);
  return [`store-type = ${store}`, `store-location = ${location}`];
}

function run(program: string, file: string, folder: string): ChildProcess {
  const path = findProgram(program);
  if (path === undefined) throw new Error(`${program} is not there`);
  const log = openSync(join(folder, "log"), "a");
  const child = spawn(path, ["-v", logsErrorsOnly, file], { stdio: ["ignore", log, log] });
  closeSync(log);
  // Unlike the bench's own processes it does not notice when its parent is gone.
  const killIt = (): void => void child.kill("SIGKILL");
  process.once("exit", killIt);
  child.once("exit", () => process.off("exit", killIt));
  return child;
}

async function untilBound(smsc: Smsc): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  while ((await smsc.counts()).sessions === 0) {
    if (Date.now() > deadline) throw new Error("Kannel did not bind");
    await sleep(50);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}
