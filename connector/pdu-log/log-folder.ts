import { createReadStream, createWriteStream } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";

export interface LogFolderOptions {
  folder: string;
  /** What files are called by, beside their time. */
  connectorId: string;
  /** `csv` or `json`. */
  ending: string;
  /** Octets of all files together; the oldest go when there are more. */
  totalBytes: number;
  /** Closed files that were deleted since there was too much. */
  onDropped?: ((names: readonly string[]) => void) | undefined;
}

/** A file that is whole and compressed. */
export interface ClosedFile {
  name: string;
  path: string;
  bytes: number;
  /** When its last line was written, epoch ms. */
  lastLineAtMs: number;
}

/** A file that lines are written to. */
export interface OpenFile {
  name: string;
  handle: FileHandle;
  /** Epoch ms. */
  openedAtMs: number;
  bytes: number;
}

const closed = /\.(?:csv|json)\.gz$/;
const unclosed = /\.(?:csv|json)$/;
const half = /\.half$/;

/** The files of the PDU log: `pdus-<connector>-2026-11-21T15-04-05-678Z.csv` while it is written, and `.csv.gz` once it is closed. */
export class LogFolder {
  readonly #options: LogFolderOptions;

  constructor(options: LogFolderOptions) {
    this.#options = options;
  }

  /** Makes the folder, and closes what an earlier process left open. */
  async prepare(): Promise<void> {
    const { folder } = this.#options;
    await mkdir(folder, { recursive: true });
    for (const name of await this.#names()) {
      if (half.test(name)) {
        await rm(join(folder, name), { force: true });
      } else if (unclosed.test(name)) {
        await this.#compress(name);
      }
    }
    await this.trim();
  }

  /** Begins a file. Names sort by their time. */
  async begin(nowMs: number, header: string): Promise<OpenFile> {
    const { folder, connectorId, ending } = this.#options;
    const time = new Date(nowMs).toISOString().replaceAll(/[:.]/g, "-");
    const name = `pdus-${connectorId}-${time}.${ending}`;
    const handle = await open(join(folder, name), "a", 0o600);
    await handle.write(header);
    return { name, handle, openedAtMs: nowMs, bytes: Buffer.byteLength(header) };
  }

  /** Closes a file, compresses it, and deletes the oldest where there is too much. */
  async end({ name, handle }: OpenFile): Promise<void> {
    await handle.close();
    await this.#compress(name);
    await this.trim();
  }

  /** Deletes the oldest closed files until all of them are within bounds. */
  async trim(): Promise<void> {
    const { totalBytes, onDropped } = this.#options;
    const files = await this.#files(() => true);
    let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    const dropped: string[] = [];
    for (const { name, bytes } of files.filter((file) => closed.test(file.name))) {
      if (total <= totalBytes) break;
      await this.remove(name);
      total -= bytes;
      dropped.push(name);
    }
    if (dropped.length > 0) onDropped?.(dropped);
  }

  /** The closed files, the oldest first. */
  async closed(): Promise<ClosedFile[]> {
    await mkdir(this.#options.folder, { recursive: true });
    return this.#files((name) => closed.test(name));
  }

  async remove(name: string): Promise<void> {
    await rm(join(this.#options.folder, name), { force: true });
  }

  async #files(isWanted: (name: string) => boolean): Promise<ClosedFile[]> {
    const files: ClosedFile[] = [];
    for (const name of (await this.#names()).filter(isWanted).toSorted()) {
      const path = join(this.#options.folder, name);
      // One that is compressed or deleted meanwhile is there under another name, or no more.
      const found = await stat(path).catch(() => undefined);
      if (found !== undefined) files.push({ name, path, bytes: found.size, lastLineAtMs: Math.ceil(found.mtimeMs) });
    }
    return files;
  }

  /** Ours, of any time. */
  async #names(): Promise<string[]> {
    const prefix = `pdus-${this.#options.connectorId}-`;
    const times = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z\./;
    const names = await readdir(this.#options.folder);
    return names.filter((name) => name.startsWith(prefix) && times.test(name.slice(prefix.length)));
  }

  /** The name of a compressed file is there when it is whole. */
  async #compress(name: string): Promise<void> {
    const path = join(this.#options.folder, name);
    const whole = `${path}.gz`;
    const unfinished = `${whole}.half`;
    const { atime, mtime } = await stat(path);
    await pipeline(createReadStream(path), createGzip({ level: 6 }), createWriteStream(unfinished, { mode: 0o600 }));
    // It says when the last line was written.
    await utimes(unfinished, atime, mtime);
    await rename(unfinished, whole);
    await rm(path);
  }
}
