import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Admin } from "../../local/bootstrap.ts";
import { buildWorker } from "../../local/build.ts";
import { connectorCommand, edgeCommand, startCommand, type Command } from "../../local/commands.ts";
import { endLeftovers, markOf } from "../../local/leftovers.ts";
import { dataPaths } from "../../local/paths.ts";
import { findFreePort, loopback } from "../../local/ports.ts";
import { loadSecrets } from "../../local/secrets.ts";
import { waitForReady } from "../../local/stack.ts";
import type { BindConfig } from "../../src/link/bind-config.ts";
import type { RootProcess } from "./process-meter.ts";
import { removeTemporaryFolder, temporaryFolder } from "./temporary-folder.ts";

export interface BenchStackOptions {
  /** Where every bind goes. */
  smscPort: number;
  bind?: Partial<BindConfig>;
  connectors?: number;
  /** Where workerd's inspector listens. */
  inspectorPort?: number;
  /** Fills the files of the edge, which does not run meanwhile. */
  prepare?: (history: StackHistory) => void;
  /** Where each connector leaves its CPU profile when it ends. */
  connectorProfiles?: string;
}

/** Whose files are filled. */
export interface StackHistory {
  folder: string;
  accountId: string;
}

interface Running {
  command: Command;
  child: ChildProcess;
  logFile: string;
}

/** Higher than anything here reaches. */
export const limits = { segmentsPerSecond: 1_000_000, burstSegments: 1_000_000, maxWaitingMessages: 10_000_000 };
/** What a process is called in the tables. */
const nameOf = { edge: "Miniflare", connector: "connector", simulator: "simulator" };
const bindTimeoutMs = 30_000;
const stopTimeoutMs = 10_000;
const loggedLines = 40;

/** The edge and its connectors on a data directory of their own, against an SMSC that the bench brings. */
export class BenchStack {
  readonly url: string;
  readonly folder: string;
  readonly admin: Admin;
  readonly adminKey: string;
  /** Of the account that is there from the start. */
  apiKey = "";
  accountId = "";
  readonly #running: Running[] = [];

  private constructor(folder: string, port: number, adminKey: string) {
    this.folder = folder;
    this.url = `http://${loopback}:${port}`;
    this.adminKey = adminKey;
    this.admin = new Admin(this.url, adminKey);
  }

  /** Runs `use` on a stack whose bind is up; when it throws, the ends of the processes' logs are printed. */
  static async with<Result>(options: BenchStackOptions, use: (stack: BenchStack) => Promise<Result>): Promise<Result> {
    const folder = temporaryFolder("heliograph-bench");
    const port = await findFreePort();
    const secrets = await loadSecrets(dataPaths(folder).secrets);
    const stack = new BenchStack(folder, port, secrets.ADMIN_KEY);
    try {
      await buildWorker();
      await stack.#startEdge(port, options.inspectorPort);
      await stack.#createAccount();
      const smsc = { host: loopback, port: options.smscPort, systemId: "bench", password: "secret" };
      await stack.admin.putCarrier(smsc, options.bind);
      if (options.prepare !== undefined) {
        for (const running of stack.#running.splice(0)) await stop(running);
        options.prepare(stack);
        await stack.#startEdge(port, options.inspectorPort);
      }
      for (let number = 0; number < (options.connectors ?? 1); number++) {
        await stack.#startConnector(`connector-${number}`, secrets.CONNECTOR_TOKEN, options.connectorProfiles);
      }
      if (!(await stack.admin.waitUntilBound(bindTimeoutMs))) throw new Error("the bind did not come up");
      return await use(stack);
    } catch (error) {
      for (const { command, logFile } of stack.#running) {
        process.stderr.write(`\n--- ${command.role}\n${endOf(logFile)}\n`);
      }
      throw error;
    } finally {
      for (const running of stack.#running.toReversed()) await stop(running);
      removeTemporaryFolder(folder);
    }
  }

  /** Those that were started here; workerd is a child of the edge. */
  processes(): RootProcess[] {
    return this.#running.map(({ command, child }) => ({ name: nameOf[command.role], pid: child.pid ?? 0 }));
  }

  async #createAccount(): Promise<void> {
    const { id, apiKey } = await this.admin.createAccount("Bench", limits);
    this.accountId = id;
    this.apiKey = apiKey.key;
  }

  async #startEdge(port: number, inspectorPort: number | undefined): Promise<void> {
    const command = edgeCommand(this.folder, port);
    if (inspectorPort !== undefined) command.args.push("--inspector-port", String(inspectorPort));
    await waitForReady(await this.#start(command));
  }

  async #startConnector(id: string, token: string, profiles: string | undefined): Promise<void> {
    const folder = join(this.folder, id);
    mkdirSync(folder);
    const command = connectorCommand(folder, this.url, token);
    command.env["HELIOGRAPH_CONNECTOR_ID"] = id;
    if (profiles !== undefined) command.env["NODE_OPTIONS"] = `--cpu-prof --cpu-prof-dir=${profiles}`;
    await this.#start(command);
  }

  async #start(command: Command): Promise<ChildProcess> {
    const logFile = join(command.folder, `${command.role}.log`);
    const log = openSync(logFile, "a");
    const child = await startCommand(command, log);
    closeSync(log);
    this.#running.push({ command, child, logFile });
    return child;
  }
}

/** Asked first, since only a process that ends by itself writes its profile; then it and all it started are killed. */
async function stop({ command, child }: Running): Promise<void> {
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    const impatience = setTimeout(() => child.kill("SIGKILL"), stopTimeoutMs);
    await ended;
    clearTimeout(impatience);
  }
  await endLeftovers(markOf(command.folder, command.role));
}

function endOf(logFile: string): string {
  return readFileSync(logFile, "utf8").split("\n").slice(-loggedLines).join("\n");
}
