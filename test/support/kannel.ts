import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { TestContext } from "vitest";
import { onTestFinished } from "vitest";
import { findFreePort, loopback, waitForPort } from "../../local/ports.ts";
import { debianProgram } from "./debian-package.ts";
import { kannelConfiguration, kannelUser } from "./kannel-configuration.ts";
import { temporaryDirectory } from "./temporary-directory.ts";
import { Changes } from "./until.ts";

export type KannelReceipt = "delivered" | "failed" | "taken by the SMSC" | "refused by the SMSC";

/** Kannel's dlr-mask and the type in its callbacks. */
const receiptKinds = new Map<number, KannelReceipt>([
  [1, "delivered"],
  [2, "failed"],
  [8, "taken by the SMSC"],
  [16, "refused by the SMSC"],
]);
const allReceipts = [...receiptKinds.keys()].reduce((mask, bit) => mask | bit, 0);

/** Kannel's number for UCS-2. */
const wideCoding = "2";

interface KannelText {
  from: string;
  to: string;
  text: string;
}

const startTimeoutMs = 30_000;

/** Kannel as an ESME: bearerbox holds the session with the SMSC, smsbox takes requests to send and calls back. */
export class Kannel {
  /** MO that Kannel handed on. */
  readonly inbound: KannelText[] = [];
  readonly #receipts = new Map<string, KannelReceipt[]>();
  readonly #changes = new Changes();
  #sink = "";
  #sendPort = 0;

  /** @param smsc the lines of Kannel's group `smsc` that say which protocol is spoken, and where */
  static async start(context: TestContext, smsc: readonly string[]): Promise<Kannel> {
    const bearerbox = await debianProgram(context, "kannel", "bearerbox");
    const smsbox = await debianProgram(context, "kannel", "smsbox");
    const ports = { admin: await findFreePort(), boxes: await findFreePort(), send: await findFreePort() };
    const kannel = new Kannel();
    kannel.#sink = await kannel.#listen();
    kannel.#sendPort = ports.send;
    const file = join(temporaryDirectory(), "kannel.conf");
    writeFileSync(file, kannelConfiguration(smsc, ports, kannel.#sink));
    await run(bearerbox, file, "Start-up done");
    await waitForPort(ports.boxes, startTimeoutMs);
    // "Connected to bearerbox" is a moment too early: smsbox panics at a text that comes before it kept the connection.
    await run(smsbox, file, "heartbeat_thread)");
    return kannel;
  }

  /** Resolves when Kannel has taken the text. Its receipts are asked for by `reference`. */
  async send({ from, to, text }: KannelText, reference: string): Promise<void> {
    const isPlain = /^[\n -~]*$/.test(text);
    const query = new URLSearchParams({
      ...kannelUser,
      from,
      to,
      text,
      charset: "utf-8",
      coding: isPlain ? "0" : wideCoding,
      "dlr-mask": String(allReceipts),
      "dlr-url": `${this.#sink}/receipt?reference=${reference}&kind=%d`,
    });
    const response = await fetch(`http://${loopback}:${this.#sendPort}/cgi-bin/sendsms?${query.toString()}`);
    if (response.status !== 202) {
      throw new Error(`Kannel answers ${response.status}: ${await response.text()}`);
    }
  }

  /** Receipts of a text in the order they came; those of its parts come one by one. */
  receiptsOf(reference: string): readonly KannelReceipt[] {
    return this.#receipts.get(reference) ?? [];
  }

  /** Resolves with what `find` gives once a callback of Kannel makes it neither undefined nor false. */
  until<Found>(find: () => Found | undefined | false): Promise<Found> {
    return this.#changes.until(find);
  }

  /** Resolves with the address that Kannel's callbacks come to. */
  async #listen(): Promise<string> {
    const server = createServer((request, response) => {
      this.#take(new URL(request.url ?? "/", "http://localhost"));
      // What answers an MO would go back to its sender as a text.
      response.end();
    });
    server.listen(0, loopback);
    await once(server, "listening");
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return `http://${loopback}:${(server.address() as AddressInfo).port}`;
  }

  #take({ pathname, search, searchParams }: URL): void {
    const value = (name: string): string => searchParams.get(name) ?? "";
    if (pathname === "/mo") {
      const body = bytesOf(/text=([^&]*)/.exec(search)?.[1] ?? "");
      const text = value("coding") === wideCoding ? body.swap16().toString("utf16le") : body.toString();
      this.inbound.push({ from: value("from"), to: value("to"), text });
    } else {
      const kind = receiptKinds.get(Number(value("kind")));
      const before = this.receiptsOf(value("reference"));
      this.#receipts.set(value("reference"), kind === undefined ? [...before] : [...before, kind]);
    }
    this.#changes.changed();
  }
}

/** Kannel's %b is a body as it came, octet by octet, which need not be UTF-8. */
function bytesOf(encoded: string): Buffer {
  const text = encoded
    .replaceAll("+", " ")
    .replaceAll(/%([\da-f]{2})/gi, (_octet, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(text, "latin1");
}

/** Runs one of Kannel's programs until the test is over. Resolves when its log has a line with `sign`. */
async function run(program: string, file: string, sign: string): Promise<void> {
  const child = spawn(program, ["-v", "0", file], { stdio: ["ignore", "ignore", "pipe"] });
  const exited = once(child, "exit");
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await exited;
  });
  let log = "";
  await new Promise<void>((resolve, reject) => {
    createInterface(child.stderr).on("line", (line) => {
      log = `${log}\n${line}`.slice(-4_000);
      if (line.includes(sign)) {
        resolve();
      }
    });
    child.on("exit", () => reject(new Error(`${program} ended: ${log}`)));
  });
}
