import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Admin, type CarrierSettings } from "../../local/bootstrap.ts";
import { buildWorker } from "../../local/build.ts";
import {
  connectorCommand,
  edgeCommand,
  roles,
  simulatorCommand,
  startCommand,
  type Command,
  type Role,
} from "../../local/commands.ts";
import { endLeftovers, markOf } from "../../local/leftovers.ts";
import { dataPaths } from "../../local/paths.ts";
import { findFreePort, loopback, waitForPort } from "../../local/ports.ts";
import { loadSecrets } from "../../local/secrets.ts";
import { waitForReady } from "../../local/stack.ts";
import type { BindConfig } from "../../src/link/bind-config.ts";
import { countSubmits, type SubmitCounts } from "./count-submits.ts";
import { readSubmits, type Submit } from "./submits.ts";
import { ApiClient } from "./api-client.ts";

const loggedLines = 40;
const limits = { segmentsPerSecond: 1_000_000, burstSegments: 1_000_000 };

export interface StackOptions {
  receiptDelayMs?: number;
  bind?: Partial<BindConfig>;
  carrier?: CarrierSettings;
  /** The Worker to run in the place of the built one. */
  workerBundle?: string;
}

/** The three processes of the local stack on a data directory of their own, each to be killed and started by itself. */
export class TestStack {
  readonly api: ApiClient;
  readonly url: string;
  readonly #folder: string;
  readonly #commands: Record<Role, Command>;
  readonly #ports: { edge: number; simulator: number };
  readonly #children = new Map<Role, ChildProcess>();

  private constructor(folder: string, commands: Record<Role, Command>, ports: { edge: number; simulator: number }) {
    this.#folder = folder;
    this.#commands = commands;
    this.#ports = ports;
    this.url = `http://${loopback}:${ports.edge}`;
    this.api = new ApiClient(this.url);
  }

  get folder(): string {
    return this.#folder;
  }

  /** Runs `use` on a stack whose bind is up; when it throws, the ends of the processes' logs are printed. */
  static async with(options: StackOptions, use: (stack: TestStack) => Promise<void>): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), "heliograph-e2e-"));
    const ports = { edge: await findFreePort(), simulator: await findFreePort() };
    const secrets = await loadSecrets(dataPaths(folder).secrets);
    const smsc = { host: loopback, port: ports.simulator, systemId: "e2e", password: "secret" };
    const url = `http://${loopback}:${ports.edge}`;
    const commands = {
      edge: edgeCommand(folder, ports.edge),
      simulator: simulatorCommand(folder, smsc, options.receiptDelayMs ?? 200),
      connector: connectorCommand(folder, url, secrets.CONNECTOR_TOKEN),
    };
    if (options.workerBundle !== undefined) commands.edge.args.push("--worker", options.workerBundle);
    const stack = new TestStack(folder, commands, ports);
    try {
      await buildWorker();
      await Promise.all([stack.start("simulator"), stack.start("edge")]);
      const admin = new Admin(url, secrets.ADMIN_KEY);
      const account = await admin.createAccount("End to end", limits);
      stack.api.key = account.apiKey.key;
      await admin.putCarrier(smsc, options.bind, options.carrier);
      await stack.start("connector");
      if (!(await admin.waitUntilBound(20_000))) throw new Error("the bind did not come up");
      await use(stack);
    } catch (error) {
      for (const role of roles) process.stderr.write(`\n--- ${role}\n${stack.#logEnd(role)}\n`);
      throw error;
    } finally {
      for (const role of roles) await stack.kill(role);
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Resolves when the process takes connections; the connector needs none. */
  async start(role: Role): Promise<void> {
    const log = openSync(this.#logFile(role), "a");
    const child = await startCommand(this.#commands[role], log);
    closeSync(log);
    this.#children.set(role, child);
    if (role === "edge") await waitForReady(child);
    if (role === "simulator") await waitForPort(this.#ports.simulator, 20_000);
  }

  /** SIGKILL to the process and to all it started, workerd included. */
  async kill(role: Role): Promise<void> {
    const child = this.#children.get(role);
    this.#children.delete(role);
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    process.kill(-child.pid, "SIGKILL");
    await ended;
    await endLeftovers(markOf(this.#folder, role));
  }

  /** Every submit_sm the simulator has recorded so far, in order. */
  submits(): Submit[] {
    return readSubmits(dataPaths(this.#folder).simulatorData);
  }

  /** How many there are. */
  countSubmits(): SubmitCounts {
    return countSubmits(dataPaths(this.#folder).simulatorData);
  }

  #logFile(role: Role): string {
    return join(this.#folder, `${role}.log`);
  }

  #logEnd(role: Role): string {
    return readFileSync(this.#logFile(role), "utf8").split("\n").slice(-loggedLines).join("\n");
  }
}
