import type { ChildProcess } from "node:child_process";
import type { RunningStack } from "./banner.ts";
import { Admin, loadLocalAccount } from "./bootstrap.ts";
import { connectorCommand, edgeCommand, simulatorCommand } from "./commands.ts";
import { loadSignInLink } from "./first-operator.ts";
import type { Smsc } from "./flags.ts";
import { dataPaths } from "./paths.ts";
import { chooseSimulatorPort, loopback, waitForPort } from "./ports.ts";
import { say } from "./say.ts";
import { loadSecrets } from "./secrets.ts";
import { Supervisor } from "./supervisor.ts";

const startTimeoutMs = 60_000;
const bindTimeoutMs = 10_000;
const receiptDelayMs = 300;
const simulatorCredentials = { systemId: "simulator", password: "secret" };

/** The processes of one local stack, in the order they are started. */
export class LocalStack {
  readonly #folder: string;
  readonly #port: number;
  readonly #running: Supervisor[] = [];

  constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
  }

  /** Resolves when a text can be sent; `carrier` takes the place of the simulated SMSC. */
  async start(carrier: Smsc | undefined): Promise<RunningStack> {
    const files = dataPaths(this.#folder);
    const api = `http://${loopback}:${this.#port}`;
    const secrets = await loadSecrets(files.secrets);
    const smsc = carrier ?? {
      host: loopback,
      port: await chooseSimulatorPort(files.ports),
      ...simulatorCredentials,
    };
    await Promise.all([this.#startEdge(), carrier ? undefined : this.#startSimulator(smsc)]);
    const admin = new Admin(api, secrets.ADMIN_KEY);
    const account = await loadLocalAccount(files.account, admin);
    const signIn = await loadSignInLink(files.signIn, api, admin);
    await admin.keepCarrier(smsc);
    await this.#startConnector(api, secrets.CONNECTOR_TOKEN);
    if (!(await admin.waitUntilBound(bindTimeoutMs))) {
      say(`not bound to ${smsc.host}:${smsc.port} yet; texts wait until it is`);
    }
    return {
      api,
      apiKey: account.apiKey.key,
      adminKey: secrets.ADMIN_KEY,
      smsc,
      simulated: carrier === undefined,
      signIn,
    };
  }

  /** Backwards: the connector hands in what it holds, then its SMSC goes, then the edge. */
  async stop(): Promise<void> {
    for (let last = this.#running.pop(); last; last = this.#running.pop()) await last.stop();
  }

  async #startEdge(): Promise<void> {
    const failed = Promise.withResolvers<never>();
    const edge = new Supervisor(edgeCommand(this.#folder, this.#port), (how) => {
      failed.reject(new Error(`the edge ended with ${how} before it was ready`));
    });
    this.#running.unshift(edge);
    const child = await edge.start();
    await Promise.race([waitForReady(child), failed.promise]);
  }

  async #startSimulator(smsc: Smsc): Promise<void> {
    const simulator = new Supervisor(simulatorCommand(this.#folder, smsc, receiptDelayMs));
    this.#running.push(simulator);
    await simulator.start();
    await waitForPort(smsc.port, startTimeoutMs);
  }

  async #startConnector(api: string, token: string): Promise<void> {
    const command = connectorCommand(this.#folder, api, token);
    const connector = new Supervisor({ ...command, env: { ...command.env, ...pduLogSettings(this.#folder) } });
    this.#running.push(connector);
    await connector.start();
  }
}

/** PDUs are logged, and seen half a minute later; what the environment says goes first. */
function pduLogSettings(folder: string): Record<string, string> {
  const settings = {
    HELIOGRAPH_CONNECTOR_PDU_LOG: "headers",
    HELIOGRAPH_CONNECTOR_PDU_LOG_FOLDER: dataPaths(folder).pduLog,
    HELIOGRAPH_CONNECTOR_PDU_LOG_FILE_SECONDS: "30",
  };
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, process.env[name] ?? value]));
}

/** Resolves when the edge says that it has migrated and answers. */
export async function waitForReady(child: ChildProcess): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(new Error("the edge is not ready in time")), startTimeoutMs);
  child.on("message", (message) => {
    if (message === "ready") resolve();
  });
  try {
    await promise;
  } finally {
    clearTimeout(timer);
  }
}
