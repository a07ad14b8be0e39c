import { createReadStream } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { lastLineHeader, pduFileLimitBytes } from "../../src/link/pdu-log.ts";
import { edgeHeaders } from "../edge-headers.ts";
import { logFileUrl } from "../edge-url.ts";
import type { Log } from "../log.ts";
import { countOne, processTally } from "../metrics-tally.ts";
import { backoffDelayMs } from "../session/backoff.ts";
import type { ClosedFile, LogFolder } from "./log-folder.ts";

export interface LogShipperOptions {
  folder: Pick<LogFolder, "closed" | "remove">;
  edgeUrl: string;
  token: string;
  connectorId: string;
  fetch: typeof fetch;
  /** A number in [0, 1). */
  random: () => number;
  log: Log;
  /** Whether sessions need the time of the process; files wait then. */
  isBusy: () => boolean;
  /** Between two looks for closed files. */
  intervalMs?: number;
  /** The first and the longest wait while the edge takes nothing. */
  retryMinMs?: number;
  retryMaxMs?: number;
  /** How fast a file goes, at most. */
  bytesPerSecond?: number;
}

const defaults = { intervalMs: 5_000, retryMinMs: 1_000, retryMaxMs: 60_000, bytesPerSecond: 8 * 2 ** 20 };

/** A file of the largest size takes as long over a line of 2 Mbit/s. */
const requestTimeoutMs = 300_000;
const chunkBytes = 64 * 2 ** 10;

/** Statuses that say the file is wrong, whenever it is sent. */
const refusals = new Set([400, 413]);

/**
 * Sends the closed files of the PDU log to the edge: one at a time, the oldest first, each deleted once the edge has it. What the
 * edge refuses stays, and the next one goes.
 */
export class LogShipper {
  readonly #options: LogShipperOptions & typeof defaults;
  readonly #ended = new AbortController();
  readonly #refused = new Set<string>();
  #timer: NodeJS.Timeout | undefined = undefined;
  #shipping: Promise<void> = Promise.resolve();
  #failures = 0;

  constructor(options: LogShipperOptions) {
    this.#options = { ...defaults, ...options };
  }

  start(): void {
    this.#shipping = this.#look();
  }

  /** Ends what is under way: the file stays, and goes whole when the next process starts. */
  async stop(): Promise<void> {
    this.#ended.abort();
    clearTimeout(this.#timer);
    await this.#shipping;
  }

  /** Throws nothing. */
  async #look(): Promise<void> {
    const delayMs = await this.#shipAll().then(
      () => this.#options.intervalMs,
      (error: unknown) => this.#failed(error),
    );
    if (this.#ended.signal.aborted) return;
    this.#timer = setTimeout(() => this.start(), delayMs).unref();
  }

  async #shipAll(): Promise<void> {
    const { folder, isBusy } = this.#options;
    while (!this.#ended.signal.aborted && !isBusy()) {
      const files = await folder.closed();
      this.#forgetRefused(files);
      const oldest = files.find(({ name }) => !this.#refused.has(name));
      if (oldest === undefined) return;
      await this.#ship(oldest);
    }
  }

  async #ship(file: ClosedFile): Promise<void> {
    if (file.bytes > pduFileLimitBytes) return this.#refuse(file, "it is larger than the edge takes");
    const response = await this.#send(file);
    const answer = await response.text();
    if (refusals.has(response.status)) return this.#refuse(file, answer.slice(0, 300));
    if (!response.ok) throw new Error(`the edge answered ${response.status}`);
    await this.#options.folder.remove(file.name);
    countOne(processTally.pduFiles, "shipped");
    if (this.#failures > 0) this.#options.log("pdu_log.shipping_recovered", {});
    this.#failures = 0;
  }

  #send({ name, path, bytes, lastLineAtMs }: ClosedFile): Promise<Response> {
    const { edgeUrl, token, connectorId, fetch, bytesPerSecond } = this.#options;
    const ended = this.#ended.signal;
    return fetch(logFileUrl(edgeUrl, connectorId, name), {
      method: "PUT",
      headers: {
        ...edgeHeaders({ token, connectorId }),
        "content-type": "application/gzip",
        "content-length": String(bytes),
        [lastLineHeader]: String(lastLineAtMs),
      },
      body: ReadableStream.from(paced(path, bytesPerSecond, ended)),
      duplex: "half",
      signal: AbortSignal.any([ended, AbortSignal.timeout(requestTimeoutMs)]),
    });
  }

  #refuse({ name }: ClosedFile, reason: string): void {
    this.#refused.add(name);
    countOne(processTally.pduFiles, "refused");
    this.#options.log("pdu_log.file_refused", { name, reason });
  }

  #forgetRefused(files: readonly ClosedFile[]): void {
    const names = new Set(files.map(({ name }) => name));
    for (const name of this.#refused) if (!names.has(name)) this.#refused.delete(name);
  }

  #failed(error: unknown): number {
    const { random, log, retryMinMs, retryMaxMs } = this.#options;
    if (this.#ended.signal.aborted) return retryMinMs;
    countOne(processTally.pduFiles, "failed");
    if (this.#failures === 0) log("pdu_log.shipping_failed", { reason: describe(error) });
    return backoffDelayMs(this.#failures++, retryMinMs, retryMaxMs, random());
  }
}

/** A file in small pieces, none of which keeps sessions waiting. */
async function* paced(path: string, bytesPerSecond: number, ended: AbortSignal): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes }) as AsyncIterable<Buffer>) {
    yield chunk;
    await sleep((chunk.byteLength / bytesPerSecond) * 1_000, undefined, { signal: ended, ref: false });
  }
}

/** fetch says "fetch failed" and keeps why in the cause. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
