import { execFile, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { temporaryDirectory } from "./temporary-directory.ts";

const run = promisify(execFile);

/** tcpdump's buffer in MiB; a test's traffic is far below it, so none is dropped. */
const bufferMegabytes = "16";
const udpHeaderBytes = 8;
const probeIntervalMs = 20;
/** Payload sizes that tell the datagram before the traffic from the one behind it. */
const probeBytes = { first: 1, last: 2 } as const;

/** One packet as tshark dissects it: each field asked for, with its values in the order they occur. */
export type DissectedPacket = Record<string, string[]>;

/**
 * What passes over loopback on one port, captured by tshark. Datagrams to the same port, seen in its output, prove that it
 * captures already and that it has captured everything before them.
 */
export class PacketCapture {
  readonly #tshark: string;
  readonly #port: number;
  readonly #file: string;
  readonly #process: ChildProcess;
  readonly #seen = new Map<number, () => void>();
  #complaints = "";

  constructor(tshark: string, port: number) {
    this.#tshark = tshark;
    this.#port = port;
    this.#file = join(temporaryDirectory(), "capture.pcapng");
    const filter = `port ${port}`;
    const flags = ["-i", "lo", "-B", bufferMegabytes, "-f", filter, "-w", this.#file, "-P", "-l", "-n"];
    this.#process = spawn(tshark, [...flags, "-T", "fields", "-e", "udp.length"], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#process.stderr?.on("data", (chunk: Buffer) => {
      this.#complaints += chunk.toString();
    });
    if (this.#process.stdout !== null) {
      createInterface(this.#process.stdout).on("line", (line) => this.#seen.get(Number(line))?.());
    }
  }

  /** Resolves when packets are captured; rejects when this machine does not allow it. */
  async started(): Promise<void> {
    const ended = once(this.#process, "exit").then(() => {
      throw new Error(`tshark does not capture: ${this.#complaints}`);
    });
    ended.catch(() => undefined);
    await Promise.race([this.#probe(probeBytes.first), ended]);
  }

  /** Ends the capture when all that was sent until now is in it. */
  async stop(): Promise<void> {
    await this.#probe(probeBytes.last);
    await this.kill();
  }

  async kill(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const exited = once(this.#process, "exit");
      this.#process.kill("SIGINT");
      await exited;
    }
  }

  /** Reads the TCP traffic of the port with one of tshark's dissectors. */
  async dissect(dissector: string, fields: readonly string[]): Promise<DissectedPacket[]> {
    const flags = ["-n", "-r", this.#file, "-d", `tcp.port==${this.#port},${dissector}`, "-Y", "tcp"];
    const columns = fields.flatMap((field) => ["-e", field]);
    const shape = ["-T", "fields", "-E", "separator=/t", "-E", "occurrence=a", "-E", "aggregator=;"];
    const { stdout } = await run(this.#tshark, [...flags, ...shape, ...columns], { maxBuffer: 2 ** 26 });
    return stdout
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => {
        const values = line.split("\t").map((cell) => (cell === "" ? [] : cell.split(";")));
        return Object.fromEntries(fields.map((field, index) => [field, values[index] ?? []]));
      });
  }

  async #probe(bytes: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#seen.set(udpHeaderBytes + bytes, resolve);
    const socket = createSocket("udp4");
    const send = (): void => socket.send(Buffer.alloc(bytes), this.#port, "127.0.0.1");
    send();
    const timer = setInterval(send, probeIntervalMs);
    await promise;
    clearInterval(timer);
    socket.close();
  }
}
