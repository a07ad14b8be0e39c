import type { Log } from "../log.ts";
import { processTally } from "../metrics-tally.ts";
import type { PduTap } from "../session/pdu-tap.ts";
import type { LogFolder, OpenFile } from "./log-folder.ts";
import { type PduLogFormat, type PduLogLevel, encodeLost, encodePdu, pduLogHeader } from "./pdu-line.ts";

export interface PduLogOptions {
  folder: Pick<LogFolder, "prepare" | "begin" | "end">;
  connectorId: string;
  level: PduLogLevel;
  format: PduLogFormat;
  /** Octets of a file, after which another is begun. */
  fileBytes: number;
  /** How long a file is written to, at most: it ends with its hour in any case. */
  fileMs?: number;
  /** Epoch milliseconds, with their fractions. */
  now: () => number;
  log: Log;
  /** Characters that may wait to be written; lines beyond that are dropped. */
  bufferCharacters?: number;
  /** How long lines gather. */
  delayMs?: number;
}

const defaults = { bufferCharacters: 8_000_000, delayMs: 200 };
const hourMs = 3_600_000;

/**
 * Writes a line for each PDU of every session. A session only adds a line to a buffer: a disk that is slow or full costs lines,
 * which are counted, and never time.
 */
export class PduLog {
  readonly #options: PduLogOptions;
  readonly #bufferCharacters: number;
  readonly #delayMs: number;
  #lines: string[] = [];
  #characters = 0;
  /** Lines dropped since the last one that was written. */
  #lost = 0;
  #file: OpenFile | undefined = undefined;
  #fileTimer: NodeJS.Timeout | undefined = undefined;
  #isPrepared = false;
  #timer: NodeJS.Timeout | undefined = undefined;
  #writing: Promise<void> | undefined = undefined;
  /** Compresses files that are full, one after another, beside the writing. */
  #ending: Promise<void> = Promise.resolve();
  #isFailing = false;

  constructor(options: PduLogOptions) {
    this.#options = options;
    this.#bufferCharacters = options.bufferCharacters ?? defaults.bufferCharacters;
    this.#delayMs = options.delayMs ?? defaults.delayMs;
  }

  /** For the sessions of a bind. */
  tap(carrierId: string, bindId: string): PduTap {
    const { connectorId, level, format, now } = this.#options;
    const place = { connectorId, carrierId, bindId };
    const how = { level, format };
    return (pdu) => {
      if (this.#characters >= this.#bufferCharacters) {
        return this.#lose(1);
      }
      const line = encodePdu(now(), place, pdu, how);
      this.#lines.push(line);
      this.#characters += line.length;
      this.#timer ??= setTimeout(() => void this.flush(), this.#delayMs).unref();
    };
  }

  /** Writes what waits; resolves when it is written, or lost. Throws nothing. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // What is under way may not have had the latest lines.
    await this.#writing;
    this.#writing ??= this.#write();
    await this.#writing;
  }

  /** Writes what waits and closes the file. */
  async close(): Promise<void> {
    await this.flush();
    this.#endFile();
    await this.#ending;
  }

  async #write(): Promise<void> {
    const count = this.#lines.length;
    const text = this.#lines.join("");
    this.#lines = [];
    try {
      if (count > 0) await this.#append(text);
      if (this.#isFailing) this.#options.log("pdu_log.recovered", {});
      this.#isFailing = false;
    } catch (error) {
      this.#lose(count);
      await this.#giveUpFile();
      if (!this.#isFailing) this.#options.log("pdu_log.failed", { reason: String(error).slice(0, 200) });
      this.#isFailing = true;
    }
    // Only now: what is being written is held, too.
    this.#characters -= text.length;
    this.#writing = undefined;
  }

  async #append(text: string): Promise<void> {
    const { folder, connectorId, format, now } = this.#options;
    const nowMs = now();
    if (!this.#isPrepared) {
      await this.#ending;
      await folder.prepare();
      this.#isPrepared = true;
    }
    if (this.#file !== undefined && this.#isOver(this.#file, nowMs)) this.#endFile();
    this.#file ??= await this.#begin(nowMs);
    const lost = this.#lost;
    const written = lost === 0 ? text : encodeLost(nowMs, connectorId, lost, format) + text;
    const { bytesWritten } = await this.#file.handle.write(written);
    this.#file.bytes += bytesWritten;
    if (bytesWritten < Buffer.byteLength(written)) throw new Error("the disk took a part of what was written");
    this.#lost -= lost;
  }

  async #begin(nowMs: number): Promise<OpenFile> {
    const { folder, format } = this.#options;
    const file = await folder.begin(nowMs, format === "csv" ? pduLogHeader : "");
    // Where no line comes any more, its time ends it.
    this.#fileTimer = setTimeout(() => void this.#endInTime(file), this.#endsAtMs(file) - nowMs).unref();
    return file;
  }

  /** A clock that was set back is in another hour, too. */
  #isOver(file: OpenFile, nowMs: number): boolean {
    const isOfHour = Math.floor(file.openedAtMs / hourMs) === Math.floor(nowMs / hourMs);
    return !isOfHour || file.bytes >= this.#options.fileBytes || nowMs >= this.#endsAtMs(file);
  }

  #endsAtMs({ openedAtMs }: OpenFile): number {
    const hourEndsAtMs = (Math.floor(openedAtMs / hourMs) + 1) * hourMs;
    return Math.min(hourEndsAtMs, openedAtMs + (this.#options.fileMs ?? hourMs));
  }

  async #endInTime(file: OpenFile): Promise<void> {
    while (this.#writing !== undefined) await this.#writing;
    if (this.#file === file) this.#endFile();
  }

  #endFile(): void {
    const file = this.#file;
    this.#file = undefined;
    clearTimeout(this.#fileTimer);
    if (file !== undefined) this.#ending = this.#ending.then(() => this.#end(file));
  }

  /** Throws nothing. */
  async #end(file: OpenFile): Promise<void> {
    try {
      await this.#options.folder.end(file);
    } catch (error) {
      this.#options.log("pdu_log.failed", { reason: String(error).slice(0, 200) });
    }
  }

  /** The next lines begin another file: this one may end in the middle of a line. */
  async #giveUpFile(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    clearTimeout(this.#fileTimer);
    this.#isPrepared = false;
    try {
      await file?.handle.close();
    } catch {
      // A disk that is full may not even take the close; the handle is gone all the same.
    }
  }

  #lose(lines: number): void {
    this.#lost += lines;
    processTally.pduLinesLost += lines;
  }
}
