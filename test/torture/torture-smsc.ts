import { join } from "node:path";
import { type Command, simulatorCommand } from "../../local/commands.ts";
import { dataPaths } from "../../local/paths.ts";
import { loopback, waitForPort } from "../../local/ports.ts";
import type { SmscName } from "./names.ts";
import type { TortureProcess } from "./torture-process.ts";

const receiptDelayMs = 500;
const startTimeoutMs = 20_000;
/** Longer than any freeze. */
const controlTimeoutMs = 15_000;

/** An SMSC of the torture logs in one customer; UCP takes digits only. */
export const credentials = {
  smpp: { systemId: "torture", password: "secret" },
  ucp: { systemId: "85432", password: "secret" },
} as const;

interface InboundStats {
  inboundTaken: number;
  inboundAcknowledged: number;
}

/** A simulated SMSC with its submits in a file, over SMPP or EMI/UCP. */
export class TortureSmsc {
  readonly process: TortureProcess;
  readonly port: number;
  readonly dataFile: string;
  readonly #controlUrl: string;

  private constructor(process: TortureProcess, port: number, dataFile: string, controlUrl: string) {
    this.process = process;
    this.port = port;
    this.dataFile = dataFile;
    this.#controlUrl = controlUrl;
  }

  static prepare(
    protocol: keyof typeof credentials,
    folder: string,
    [smppPort, ucpPort, controlPort]: readonly [number, number, number],
    makeProcess: (name: SmscName, command: Command, isReady: () => Promise<void>) => TortureProcess,
  ): TortureSmsc {
    const smsc = { host: loopback, port: smppPort, ...credentials[protocol] };
    const command = simulatorCommand(folder, smsc, receiptDelayMs);
    const ucpData = join(folder, "ucp.sqlite");
    command.args.push("--control-port", String(controlPort));
    if (protocol === "ucp") command.args.push("--ucp-port", String(ucpPort), "--ucp-data", ucpData);
    const processOf = makeProcess(`${protocol}-smsc`, command, () => waitForPort(controlPort, startTimeoutMs));
    const control = `http://${loopback}:${controlPort}`;
    return protocol === "ucp"
      ? new TortureSmsc(processOf, ucpPort, ucpData, `${control}/ucp`)
      : new TortureSmsc(processOf, smppPort, dataPaths(folder).simulatorData, control);
  }

  /** Asks for something; while the SMSC is down nothing comes of it. */
  async control(what: "faults" | "mo", body: unknown): Promise<void> {
    await this.#request(what, { method: "POST", body: JSON.stringify(body) }).catch(() => undefined);
  }

  /** Queues an MO; false where it cannot be known that it did. */
  async deliver(inbound: { from: string; to: string; text: string }): Promise<boolean> {
    try {
      return (await this.#request("mo", { method: "POST", body: JSON.stringify(inbound) })).status === 202;
    } catch {
      return false;
    }
  }

  /** MOs it was given, and those acknowledged, since the process started; undefined while it is down. */
  async inbound(): Promise<{ taken: number; acknowledged: number } | undefined> {
    try {
      const stats = (await (await this.#request("stats", {})).json()) as InboundStats;
      return { taken: stats.inboundTaken, acknowledged: stats.inboundAcknowledged };
    } catch {
      return undefined;
    }
  }

  #request(path: string, init: RequestInit): Promise<Response> {
    return fetch(`${this.#controlUrl}/${path}`, { ...init, signal: AbortSignal.timeout(controlTimeoutMs) });
  }
}
